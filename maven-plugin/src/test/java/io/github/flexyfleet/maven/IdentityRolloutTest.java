package io.github.flexyfleet.maven;

import static io.github.flexyfleet.maven.IdentityHub.OURS;
import static io.github.flexyfleet.maven.IdentityHub.PUMP;
import static io.github.flexyfleet.maven.IdentityHub.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.HubSnapshot;
import io.github.flexyfleet.fleet.identity.IdentityPlan;
import io.github.flexyfleet.fleet.identity.IdentityReport;
import io.github.flexyfleet.fleet.identity.IdentityStep;
import io.github.flexyfleet.fleet.identity.WantedIdentity;
import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.IdentityRevocation;
import io.github.flexyfleet.fleet.rollout.RegistryIdentities;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.DeviceSettings;
import io.github.flexyfleet.simulator.hub.HubTier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The identities of single devices in a rollout, against a rehearsal hub that others change too. */
class IdentityRolloutTest {
    private static final Fingerprint OLD = IdentityHub.certificate(PUMP, "old");

    @TempDir
    Path folder;

    @Test
    void whatSomebodyElseDisabledStaysDisabled() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1)) {
            List<WantedIdentity> wanted = IdentityHub.wanted(1);
            world.writer().register(world.look(wanted), wanted);
            world.change(new DeviceSettings(PUMP, false, "stolen", world.thumbprints(PUMP)));

            assertThat(world.plan(wanted).problems()).containsOnlyKeys(ProblemCode.IDENTITY_DISABLED);
            RegistryIdentities identities =
                    new RegistryIdentities(world.registry, IdentityHub.ownership(), HubSnapshot.NONE);
            assertThatThrownBy(() -> identities.trust(new DeviceId(PUMP), login(), Optional.empty()))
                    .isInstanceOf(DeviceProblemException.class)
                    .hasMessageContaining("stolen");
            assertThat(world.hub.registry().find(PUMP).orElseThrow().settings().enabled())
                    .isFalse();
        }
    }

    private static RegistryIdentities trustingOldAndNew(IdentityHub world) throws Exception {
        world.byHand(PUMP, OLD.hex(), OLD.hex());
        RegistryIdentities identities =
                new RegistryIdentities(world.registry, IdentityHub.ownership(PUMP), HubSnapshot.NONE);
        identities.trust(new DeviceId(PUMP), login(), Optional.empty());
        return identities;
    }

    private static HubLogin login() {
        return new HubLogin.Certificate(OURS, Instant.parse("2028-11-22T12:00:00Z"));
    }

    @Test
    void aRolloutReadsWhatItChangesOnceAndWhatIsRightNotAtAll() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1)) {
            List<WantedIdentity> wanted = IdentityHub.wanted(2);
            world.byHand(PUMP, OLD.hex(), OLD.hex());
            world.writer("pump-00001").register(world.look(wanted.subList(1, 2)), wanted.subList(1, 2));
            HubSnapshot seen = world.look(wanted);
            world.takeCalls();
            RegistryIdentities identities = new RegistryIdentities(world.registry, IdentityHub.ownership(PUMP), seen);
            HubLogin right = new HubLogin.Certificate(IdentityHub.certificate("pump-00001"), Instant.MAX);

            identities.settle(new DeviceId("pump-00001"), right);
            assertThat(world.takeCalls()).isZero();
            identities.trust(new DeviceId(PUMP), login(), Optional.empty());
            assertThat(world.thumbprints(PUMP)).isEqualTo(new DeviceAuthentication.SelfSigned(OLD.hex(), OURS.hex()));
            identities.settle(new DeviceId(PUMP), login());
            assertThat(world.thumbprints(PUMP)).isEqualTo(new DeviceAuthentication.SelfSigned(OURS.hex(), OURS.hex()));
            assertThat(world.takeCalls()).as("a read and two writes").isEqualTo(3);
        }
    }

    @Test
    void aChangeByHandBetweenTrustAndSettleIsSeenByTheHubsEtagAndReadAgain() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1)) {
            RegistryIdentities identities = trustingOldAndNew(world);
            world.change(new DeviceSettings(
                    PUMP, true, "by hand", new DeviceAuthentication.SelfSigned(OURS.hex(), THEIRS.hex())));
            world.takeCalls();

            identities.settle(new DeviceId(PUMP), login());

            assertThat(world.takeCalls())
                    .as("a write that the hub refuses, a read, a write")
                    .isEqualTo(3);
            assertThat(world.thumbprints(PUMP)).isEqualTo(new DeviceAuthentication.SelfSigned(OURS.hex(), OURS.hex()));
        }
    }

    @Test
    void whoIsDisabledByHandBetweenTrustAndSettleStaysShutOut() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1)) {
            RegistryIdentities identities = trustingOldAndNew(world);
            world.change(new DeviceSettings(PUMP, false, "by hand", world.thumbprints(PUMP)));

            assertThatThrownBy(() -> identities.settle(new DeviceId(PUMP), login()))
                    .isInstanceOf(DeviceProblemException.class)
                    .hasMessageContaining("disabled at the hub (by hand)");
            assertThat(world.hub.registry().find(PUMP).orElseThrow().settings().enabled())
                    .isFalse();
            assertThat(world.thumbprints(PUMP).primary()).isEqualTo(OLD.hex());
        }
    }

    @Test
    void anAdoptedIdentityWithTwoCertificatesHasNoRoomForAThird() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1)) {
            world.byHand(
                    PUMP, THEIRS.hex(), IdentityHub.certificate(PUMP, "other").hex());
            List<WantedIdentity> wanted = IdentityHub.wanted(1);

            assertThat(world.plan(wanted, PUMP).problems()).containsOnlyKeys(ProblemCode.SECOND_THUMBPRINT);
            RegistryIdentities identities =
                    new RegistryIdentities(world.registry, IdentityHub.ownership(PUMP), HubSnapshot.NONE);
            assertThatThrownBy(() -> identities.trust(new DeviceId(PUMP), login(), Optional.empty()))
                    .isInstanceOf(DeviceProblemException.class)
                    .hasMessageContaining("no room");
            assertThat(world.thumbprints(PUMP).primary()).isEqualTo(THEIRS.hex());
        }
    }

    @Test
    void aRevokedDeviceIsToBeEnabledByAnotherCertificateOnlyAndABulkCallDoesNotDoIt() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1)) {
            List<WantedIdentity> wanted = IdentityHub.wanted(2);
            world.writer().register(world.look(wanted), wanted);
            RegistryIdentities identities =
                    new RegistryIdentities(world.registry, IdentityHub.ownership(), HubSnapshot.NONE);
            new IdentityRevocation(world.registry, IdentityHub.ownership()).of(new DeviceId(PUMP), world.toolTime);

            assertThat(world.plan(wanted).problems())
                    .as("the certificate that was revoked is still the one that is wanted")
                    .containsOnlyKeys(ProblemCode.REVOKED);
            List<WantedIdentity> renewed = List.of(
                    new WantedIdentity(
                            new DeviceId(PUMP),
                            Optional.of(IdentityHub.certificate(PUMP, "renewed")),
                            wanted.get(0).tags()),
                    wanted.get(1));
            IdentityPlan plan = world.plan(renewed);
            assertThat(plan.problems()).isEmpty();
            assertThat(plan.byDevice().get(new DeviceId(PUMP)).steps())
                    .contains(IdentityStep.THUMBPRINT, IdentityStep.ENABLE);

            IdentityReport report =
                    world.writer().register(world.look(renewed), renewed).report();
            assertThat(report.changed()).isZero();
            assertThat(report.failed()).isEmpty();
            assertThat(world.registry.find(new DeviceId(PUMP)).orElseThrow().enabled())
                    .as("it still trusts the old certificate")
                    .isFalse();
            identities.trust(
                    new DeviceId(PUMP),
                    new HubLogin.Certificate(
                            IdentityHub.certificate(PUMP, "renewed"),
                            world.toolTime,
                            Instant.MAX,
                            CertificateSettings.Trust.THUMBPRINT),
                    Optional.empty());
            HubIdentity after = world.registry.find(new DeviceId(PUMP)).orElseThrow();
            assertThat(after.enabled()).isTrue();
            assertThat(after.trusts(IdentityHub.certificate(PUMP))).isFalse();
        }
    }
}
