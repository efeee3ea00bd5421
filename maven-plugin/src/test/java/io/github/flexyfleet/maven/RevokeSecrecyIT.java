package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.CertificateStoreException;
import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.engine.Revocation;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.ledger.LedgerStore;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.simulator.RehearsalWorld;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.DeviceSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Revocations that fail, with credentials of the environment as a user has them: none is in what is said or written down.
 * What flexy:revoke does, but for Maven's own part; the world stands where Azure would.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class RevokeSecrecyIT {
    private static final String TRUST = "javax.net.ssl.trustStore";
    private static final String PHRASE = "javax.net.ssl.trustStorePassword";
    private static final String HUB = "FLEXY_HUB_CONNECTION_STRING";
    private static final String DPS = "FLEXY_DPS_CONNECTION_STRING";
    private static final String KEYSTORE = "FLEXY_KEYSTORE_PASSWORD";
    private static final String PUMP = "pump-1";

    @TempDir
    Path folder;

    private final PlantedSecrets secrets = new PlantedSecrets();
    private final Map<String, String> usual = new HashMap<>();
    private Fleet fleet;
    private RehearsalSurroundings surroundings;
    private RehearsalWorld world;
    private Overheard overheard;

    @BeforeEach
    void open() throws Exception {
        fleet = WrittenFleet.read(folder, """
                        fleet: secretive
                        hub:
                          host: eWONPROJECT.azure-devices.net
                          provisioning: dps
                          dps: {idScope: 0ne00ABCDEF}
                        talk2m: {account: demo}
                        defaults:
                          certificate: {custody: keystore}
                          tagGroups:
                            all: {groups: [A], push: {full: 1m}}
                        sites:
                          brussels: {timeZone: Europe/Brussels, devices: {pump-1: {name: Pump station 1}}}
                        """)
                .fleet()
                .orElseThrow();
        PlantedSecrets.plant(folder.resolve("rehearsal/world"));
        surroundings = RehearsalSurroundings.open(fleet, BundledRuntime.load(), folder.resolve("rehearsal"));
        world = surroundings.world();
        DeviceAuthentication by = new DeviceAuthentication.SelfSigned("AB".repeat(32), "AB".repeat(32));
        world.registry().create(new DeviceSettings(PUMP, true, "flexyfleet: secretive", by));
        for (String name : new String[] {TRUST, PHRASE}) {
            usual.put(name, System.getProperty(name));
        }
        System.setProperty(TRUST, trustStore().toString());
        System.setProperty(PHRASE, "changeit");
    }

    @AfterEach
    void close() {
        usual.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
        surroundings.close();
    }

    private Path trustStore() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("world", world.rootCertificate());
        Path file = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        return file;
    }

    /** All that a user's environment has, and each secret of it is right. */
    private Map<String, String> environment() {
        Map<String, String> all = new HashMap<>(PlantedSecrets.environment("http://127.0.0.1:9"));
        all.put(HUB, world.hubConnectionString());
        all.put(DPS, world.dps().orElseThrow().connectionString());
        return all;
    }

    /** One letter is wrong: whoever shows what was sent shows nearly all of the secret. */
    private static String wrong(String connectionString) {
        return connectionString.replace(PlantedSecrets.HUB_KEY, "AAAA" + PlantedSecrets.HUB_KEY)
                .replace(PlantedSecrets.DPS_KEY, "AAAA" + PlantedSecrets.DPS_KEY);
    }

    private void revoke(Map<String, String> environment) throws Exception {
        try (LedgerStore ledgers = LedgerPlace.folder(folder.resolve("state/ledger"), fleet);
                HubAlone hub = HubAlone.real(
                        fleet,
                        false,
                        new CredentialReader(environment, server -> Optional.empty()),
                        WebProxy.of(Optional.of(new Proxy(Proxy.Type.HTTP, world.proxy()))),
                        folder.resolve("state"))) {
            new RevokedDevice(fleet.devices().get(0), fleet, false, new SystemStreamLog())
                    .revoke(hub, Revocation.Records.in(LedgerPlace.ledger(ledgers, Optional.empty())));
        } catch (DeviceProblemException e) {
            overheard.say(e);
            overheard.say(e.problem().toString());
        } catch (IOException | MojoFailureException | CertificateStoreException e) {
            overheard.say(e);
        }
    }

    private void with(String name, String value) throws Exception {
        Map<String, String> changed = environment();
        changed.put(name, value);
        revoke(changed);
    }

    @Test
    void nothingThatIsSaidOrWrittenHoldsASecret() throws Exception {
        try (Overheard open = new Overheard()) {
            overheard = open;
            with(HUB, "HostName=x;SharedAccessKey=" + PlantedSecrets.HUB_KEY);
            with(DPS, "HostName=" + PlantedSecrets.DPS_KEY);
            Map<String, String> bothWrong = environment();
            bothWrong.replaceAll((name, value) -> wrong(value));
            revoke(bothWrong);
            assertThat(enabled()).as("nothing was done up to here").isTrue();
            with(DPS, wrong(environment().get(DPS)));
            assertThat(enabled()).isFalse();
            with(HUB, wrong(environment().get(HUB)));
            Map<String, String> withoutPhrase = environment();
            withoutPhrase.remove(KEYSTORE);
            revoke(withoutPhrase);
            revoke(environment());
        }

        String all = overheard.all();
        assertThat(all)
                .as("each failure was heard, and the one that went well")
                .contains("the hub's connection string cannot be used")
                .contains("the connection string of the Device Provisioning Service cannot be used")
                .contains("FLX3014")
                .contains("FLX3126")
                .contains("CertificateStoreException")
                .contains("the new one: ")
                .contains("\tat io.github.flexyfleet");
        assertThat(secrets.addKeystores(folder.resolve("state"), PlantedSecrets.KEYSTORE))
                .as("the key of the new certificate")
                .isPositive();
        secrets.assertNoneIn("what was said", all);
        assertThat(all).doesNotContain("SharedAccessSignature", "SharedAccessKey=");
        secrets.assertNoneInFilesBelow(folder.resolve("state"), file -> false);
    }

    private boolean enabled() throws Exception {
        return world.registry().get(PUMP).settings().enabled();
    }
}
