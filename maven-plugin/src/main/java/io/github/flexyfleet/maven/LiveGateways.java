package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.engine.AccountAccess;
import io.github.flexyfleet.fleet.gateway.CallBudget;
import io.github.flexyfleet.fleet.imports.ImportedFleet;
import io.github.flexyfleet.fleet.imports.LiveImport;
import io.github.flexyfleet.fleet.model.CallLimit;
import io.github.flexyfleet.fleet.rollout.AccountGate;
import io.github.flexyfleet.fleet.rollout.AdaptiveLimit;
import io.github.flexyfleet.fleet.talk2m.DeviceLogin;
import io.github.flexyfleet.fleet.talk2m.FlexyForms;
import io.github.flexyfleet.fleet.talk2m.M2WebClient;
import io.github.flexyfleet.fleet.talk2m.M2WebException;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import io.github.flexyfleet.fleet.talk2m.Talk2mLogin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoFailureException;

/**
 * The gateways of a Talk2M account, as an import reads them. Its calls are counted and limited as those of a deploy.
 *
 * @param access the account
 * @param device login of the gateways' own web servers
 * @param clock says which day it is
 */
record LiveGateways(AccountAccess access, DeviceLogin device, InstantSource clock) {
    /** A login and the list of gateways. */
    private static final int FIRST_CALLS = 2;

    /**
     * Gateways of a real account, with the same credentials as a deploy but for the hub's.
     *
     * @param state folder with the counts of calls, which deploys share
     */
    static LiveGateways open(
            String account, String server, int callsPerDay, CredentialReader credentials, WebProxy way, Path state)
            throws MojoFailureException {
        if (callsPerDay < 1) {
            throw new MojoFailureException(
                    "flexy.import.callsPerDay is " + callsPerDay + "; it must be 1 or more, such as 10000");
        }
        URI base = Addresses.ofHost(server)
                .orElseThrow(
                        () -> new MojoFailureException(
                                "flexy.import.server is not a host name alone; nothing was done. Write it as m2web.talk2m.com"));
        Talk2mLogin login = credentials.talk2m(SecretPlace.TALK2M, account);
        DeviceLogin device = credentials.device(SecretPlace.DEVICE, "the gateways");
        credentials.check("\n  To try without any: -Dflexy.rehearsal=true reads virtual gateways.");
        AccountAccess access = new AccountAccess(
                account,
                Wiring.talk2m(
                        base,
                        login,
                        new M2WebSettings.Network(way, List.of(), M2WebSettings.Timeouts.standard()),
                        Wiring::pause),
                new CallLimit(callsPerDay, CallLimit.STANDARD.reservePercent()),
                Wiring.calls(state, account));
        return new LiveGateways(access, device, InstantSource.system());
    }

    /**
     * Reads all gateways that are online; says what it costs before it is spent.
     *
     * @throws IOException also when the account has too few calls left today; nothing is begun then
     */
    ImportedFleet read(Consumer<String> log) throws IOException {
        AtomicInteger calls = new AtomicInteger();
        CallBudget budget = new CallBudget(access.name(), access.ledger(), access.calls(), clock);
        AccountGate gate = new AccountGate(budget, new AdaptiveLimit(1));
        log.accept("reading the account's gateways: 2 M2Web calls, then 1 for its plan and 2 for each that is online");
        require(budget, FIRST_CALLS);
        try (M2WebClient client = new M2WebClient(access.m2web(), clock, call -> calls.incrementAndGet(), gate)) {
            LiveImport live = new LiveImport(client, new FlexyForms(client, any -> device));
            List<Talk2mDevice> devices = live.devices();
            log.accept(devices.size() + " gateways, so " + LiveImport.calls(devices)
                    + " calls more, and a login at each further M2Web host");
            require(budget, LiveImport.calls(devices));
            ImportedFleet fleet = live.read(access.m2web().login().account(), devices);
            log.accept("M2Web calls spent: " + calls + "; " + budget.left() + " of "
                    + access.calls().perDay() + " left today");
            return fleet;
        } catch (M2WebException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void require(CallBudget budget, long calls) throws IOException {
        long left = Math.max(0, budget.left() - access.calls().kept());
        if (left < calls) {
            throw new IOException("Talk2M account " + access.name() + " has " + left + " of "
                    + access.calls().perDay() + " calls left today, besides "
                    + access.calls().kept() + " kept for deploys, and this needs " + calls
                    + "; go on after " + budget.renewed()
                    + ", or if the account has more calls a day, say so with -Dflexy.import.callsPerDay=N");
        }
    }
}
