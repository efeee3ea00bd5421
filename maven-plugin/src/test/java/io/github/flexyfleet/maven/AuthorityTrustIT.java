package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.CertificateBoard;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.engine.Revocation;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.ledger.LedgerStore;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.plan.Observations;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.IdentityRevocation;
import io.github.flexyfleet.simulator.fault.Deed;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.DeviceSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hub that knows devices by the authority that signed their certificates. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class AuthorityTrustIT {
    private static final DeviceId DEVICE = OpenRehearsal.DEVICE;
    private static final String TRUSTED = "{issuer: ca, trust: authority}";
    private static final DeviceAuthentication BY_AUTHORITY = new DeviceAuthentication.CertificateAuthority();

    @TempDir
    Path folder;

    private Fleet fleet;

    private final class Open extends OpenRehearsal {
        Open() throws IOException {
            super(fleet, folder);
        }

        @Override
        DeviceResult deploy() throws Exception {
            return engine(1)
                    .deploy(fleet.name(), targets(), event -> {})
                    .devices()
                    .get(0);
        }

        List<DeviceTarget> targets() throws IOException {
            return StateFolder.targets(fleet, store(), world.keys().keys(), world.extraRoots(), world.certificates())
                    .targets();
        }

        Fingerprint fingerprint() {
            return CertificateBoard.of(fleet, store(), time.instant())
                    .get(0)
                    .held()
                    .orElseThrow()
                    .fingerprint();
        }

        DeviceSettings settings() {
            return identity().settings();
        }

        void speaksWith(Fingerprint fingerprint) throws Exception {
            Voices.allWith("fp", Map.of(DEVICE, fingerprint.abbreviated()), world.world(), time, Duration.ofMinutes(5));
        }

        void reconnects() {
            world.world().faults().now(new Deed.Disconnect(DEVICE.value()));
        }
    }

    private void fleet(String certificate) throws Exception {
        fleet = OpenRehearsal.fleet(folder, certificate, "15m");
    }

    @Test
    void aNewDeviceIsKnownByItsAuthorityAndItsCertificatesChangeWithoutAWordToTheHub() throws Exception {
        fleet("{issuer: ca, trust: authority, validity: 2d, renewAt: 60%}");
        try (Open open = new Open()) {
            open.deployWell();
            Fingerprint first = open.fingerprint();
            assertThat(open.settings().authentication()).isEqualTo(BY_AUTHORITY);
            String etag = etag(open);
            open.reconnects();
            open.speaksWith(first);

            open.time.pass(Duration.ofHours(30));
            open.deployWell();

            assertThat(open.fingerprint()).isNotEqualTo(first);
            assertThat(etag(open)).as("nothing was written to the identity").isEqualTo(etag);
            open.reconnects();
            open.speaksWith(open.fingerprint());
            assertThat(open.deploy().outcome()).isEqualTo(Outcome.UNCHANGED);
        }
    }

    private static String etag(Open open) {
        return open.identity().etag();
    }

    @Test
    void aDeviceGoesFromItsThumbprintToItsAuthorityAndBackWithoutBeingShutOut() throws Exception {
        fleet("{}");
        try (Open open = new Open()) {
            open.deployWell();
        }
        fleet(TRUSTED);
        try (Open open = new Open()) {
            DeviceResult tooEarly = open.deploy();
            assertThat(tooEarly.problem().orElseThrow().code()).isEqualTo(ProblemCode.NOT_SIGNED_YET);
            assertThat(open.settings().authentication()).isInstanceOf(DeviceAuthentication.SelfSigned.class);

            fleet("{issuer: ca}");
            open.deployWell();
            Fingerprint signed = open.fingerprint();
            fleet(TRUSTED);
            open.deployWell();

            assertThat(open.fingerprint()).as("the certificate stays").isEqualTo(signed);
            assertThat(open.settings().authentication()).isEqualTo(BY_AUTHORITY);
            open.reconnects();
            open.speaksWith(signed);
            Observations seen = open.engine(1).observe(fleet, open.targets(), false);
            assertThat(seen.identities().problems()).isEmpty();
            assertThat(seen.identities().changesAccess(DEVICE)).isFalse();

            fleet("{issuer: ca}");
            open.deployWell();
            assertThat(open.settings().authentication())
                    .isEqualTo(new DeviceAuthentication.SelfSigned(signed.hex(), signed.hex()));
            open.reconnects();
            open.speaksWith(signed);
        }
    }

    @Test
    void aHubThatDoesNotKnowTheAuthorityCutsNobodyOff() throws Exception {
        fleet("{issuer: ca}");
        try (Open open = new Open()) {
            open.deployWell();
            Fingerprint signed = open.fingerprint();
            fleet(TRUSTED);

            DeviceResult refused = open.deploy();

            assertThat(refused.outcome()).as("%s", refused).isEqualTo(Outcome.REVERTED);
            assertThat(open.settings().authentication())
                    .as("it is known by its thumbprint again")
                    .isEqualTo(new DeviceAuthentication.SelfSigned(signed.hex(), signed.hex()));
            open.reconnects();
            open.speaksWith(signed);
        }
        try (Open open = new Open()) {
            assertThat(open.world.world().authorities().verified())
                    .as("a world that opens with such a fleet registers the authority")
                    .containsExactly(RehearsalSurroundings.AUTHORITY);
            open.deployWell();
            assertThat(open.settings().authentication()).isEqualTo(BY_AUTHORITY);
        }
    }

    @Test
    void whatWasRevokedIsNotLetInAgainByTheAuthority() throws Exception {
        fleet(TRUSTED);
        try (Open open = new Open()) {
            open.deployWell();
            Fingerprint revoked = open.fingerprint();
            try (LedgerStore ledgers = LedgerPlace.folder(folder.resolve("ledger"), fleet)) {
                Revocation revocation = new Revocation(
                        open.world.connections().registry(),
                        Optional.empty(),
                        new Ownership(fleet.name(), Set.of()),
                        Revocation.Records.in(LedgerPlace.ledger(ledgers, Optional.empty())));
                assertThat(revocation.of(DEVICE).hub()).isEqualTo(IdentityRevocation.Done.DISABLED);
            }
            assertThat(open.store().retire(DEVICE)).isEqualTo(1);

            DeviceResult refused = open.deploy();
            assertThat(refused.problem().orElseThrow().code()).isEqualTo(ProblemCode.REVOKED_BY_AUTHORITY);
            assertThat(open.settings().enabled()).isFalse();

            fleet("{issuer: ca}");
            open.deployWell();
            Fingerprint fresh = open.fingerprint();
            assertThat(fresh).isNotEqualTo(revoked);
            assertThat(open.settings().enabled()).isTrue();
            assertThat(open.settings().authentication())
                    .isEqualTo(new DeviceAuthentication.SelfSigned(fresh.hex(), fresh.hex()));
        }
    }
}
