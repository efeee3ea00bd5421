package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.imports.ImportedFleet;
import io.github.flexyfleet.fleet.imports.LiveImport;
import io.github.flexyfleet.fleet.talk2m.DeviceLogin;
import io.github.flexyfleet.fleet.talk2m.FlexyForms;
import io.github.flexyfleet.fleet.talk2m.M2WebClient;
import io.github.flexyfleet.fleet.talk2m.M2WebException;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import io.github.flexyfleet.fleet.talk2m.Talk2mLogin;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoFailureException;

/**
 * The gateways of a Talk2M account, as an import reads them.
 *
 * @param talk2m the account
 * @param device login of the gateways' own web servers
 */
record LiveGateways(M2WebSettings talk2m, DeviceLogin device) {
    /** Gateways of a real account, with the same credentials as a deploy but for the hub's. */
    static LiveGateways open(String account, String server, CredentialReader credentials, WebProxy way)
            throws MojoFailureException {
        Talk2mLogin login = credentials.talk2m(SecretPlace.TALK2M, account);
        DeviceLogin device = credentials.device(SecretPlace.DEVICE, "the gateways");
        credentials.check("\n  To try without any: -Dflexy.rehearsal=true reads virtual gateways.");
        return new LiveGateways(
                Wiring.talk2m(
                        URI.create("https://" + server),
                        login,
                        new M2WebSettings.Network(way, List.of(), M2WebSettings.Timeouts.standard())),
                device);
    }

    /** Reads all gateways that are online; says what it costs before it is spent. */
    ImportedFleet read(Consumer<String> log) throws IOException {
        AtomicInteger calls = new AtomicInteger();
        log.accept("reading the account's gateways: 2 M2Web calls, then 1 for its plan and 2 for each that is online");
        try (M2WebClient client = new M2WebClient(talk2m, InstantSource.system(), call -> calls.incrementAndGet())) {
            LiveImport live = new LiveImport(client, new FlexyForms(client, any -> device));
            List<Talk2mDevice> devices = live.devices();
            log.accept(devices.size() + " gateways, so " + LiveImport.calls(devices)
                    + " calls more, and a login at each further M2Web host");
            ImportedFleet fleet = live.read(talk2m.login().account(), devices);
            log.accept("M2Web calls spent: " + calls);
            return fleet;
        } catch (M2WebException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
