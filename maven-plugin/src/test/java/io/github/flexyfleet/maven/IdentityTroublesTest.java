package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.HubRates;
import io.github.flexyfleet.fleet.hub.HubSnapshot;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.IotHubFailure;
import io.github.flexyfleet.fleet.identity.IdentityPlan;
import io.github.flexyfleet.fleet.identity.IdentityReport;
import io.github.flexyfleet.fleet.identity.WantedIdentity;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.RegistryIdentities;
import io.github.flexyfleet.simulator.hub.DeviceIdentity;
import io.github.flexyfleet.simulator.hub.HubError;
import io.github.flexyfleet.simulator.hub.HubLimits;
import io.github.flexyfleet.simulator.hub.HubTier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fleet's identities against a rehearsal hub that takes no more than a real one, lags, or is out of order. */
class IdentityTroublesTest {
    private static final HubRates S1 = HubRates.of(io.github.flexyfleet.fleet.model.HubTier.S1, 1);
    private static final HubLimits ONE_UNIT = HubLimits.standard(1);
    private static final DeviceId PUMP = new DeviceId("pump-00000");

    @TempDir
    Path folder;

    private IdentityHub paced(HubLimits limits) throws Exception {
        return IdentityHub.limited(folder, HubTier.S1, Optional.of(S1), limits);
    }

    private IdentityHub unpaced(HubLimits limits) throws Exception {
        return IdentityHub.limited(folder, HubTier.S1, Optional.empty(), limits);
    }

    @Test
    void registeringAndSynchronising250DevicesIsNeverThrottledAndTakesNoLongerThanTheHubNeeds() throws Exception {
        try (IdentityHub world = paced(ONE_UNIT)) {
            List<WantedIdentity> wanted = IdentityHub.wanted(250);

            IdentityReport made =
                    world.writer().register(world.look(wanted), wanted).report();
            IdentityReport tagged =
                    world.writer().tag(world.look(wanted), wanted).report();

            assertThat(made.created()).isEqualTo(250);
            assertThat(tagged.tagged()).isEqualTo(250);
            assertThat(world.hub.throttled()).as("answers with 429").isZero();
            assertThat(world.paused)
                    .as("500 operations, 100 of them at once and 100 a minute")
                    .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(4).plusSeconds(1));
        }
    }

    @Test
    void withoutPacingTheHubSaysWhenItIsTooMuchAndIsWaitedFor() throws Exception {
        try (IdentityHub world = unpaced(ONE_UNIT)) {
            List<WantedIdentity> wanted = IdentityHub.wanted(250);

            IdentityReport made =
                    world.writer().register(world.look(wanted), wanted).report();

            assertThat(made.created()).isEqualTo(250);
            assertThat(made.failed()).isEmpty();
            assertThat(world.hub.throttled()).isEqualTo(2);
            assertThat(world.paused)
                    .as("what the hub asks for, and a little by chance")
                    .isBetween(Duration.ofSeconds(90), Duration.ofSeconds(94));
        }
    }

    @Test
    void devicesThatABulkCallPutsOffAreSentAgainWhenTheHubTakesThem() throws Exception {
        try (IdentityHub world = unpaced(ONE_UNIT.withBulkInParts())) {
            List<WantedIdentity> wanted = IdentityHub.wanted(250);

            IdentityReport made =
                    world.writer().register(world.look(wanted), wanted).report();

            assertThat(made.failed()).isEmpty();
            assertThat(made.created()).isEqualTo(250);
            assertThat(world.paused).isLessThan(Duration.ofMinutes(2));
            assertThat(world.plan(wanted).byDevice()).hasSize(250);
        }
    }

    @Test
    void aBulkThatIsRefusedIsPaidForOnce() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1, Optional.of(S1))) {
            List<WantedIdentity> wanted = IdentityHub.wanted(100);
            HubSnapshot seen = world.look(wanted);
            world.takeCalls();
            world.refuse(1, HubError.THROTTLING);
            world.refuse(2, HubError.THROTTLING);

            assertThat(world.writer().register(seen, wanted).report().created()).isEqualTo(100);

            assertThat(world.paused)
                    .as("twice the 2 s of the hub, and up to 1 s and 2 s by chance")
                    .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(7));
        }
    }

    @Test
    void aHubThatRefusesTheLoginIsAskedOnceAndTheRestIsNamed() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1)) {
            List<WantedIdentity> wanted = IdentityHub.wanted(1_000);
            HubSnapshot seen = world.look(wanted);
            world.takeCalls();
            for (int call = 2; call < 30; call++) {
                world.refuse(call, HubError.UNAUTHORIZED);
            }

            IdentityReport report = world.writer().register(seen, wanted).report();

            assertThat(world.takeCalls())
                    .as("one bulk that works, one that does not")
                    .isEqualTo(2);
            assertThat(report.created()).isEqualTo(100);
            assertThat(report.failed()).hasSize(900);
            assertThat(report.failed().get(new DeviceId("pump-00999")))
                    .startsWith("not done")
                    .contains("check the policy's key and rights");
            assertThat(report.words())
                    .contains("pump-00200, pump-00201, pump-00202, pump-00203, pump-00204 and 795 more: not done")
                    .hasSizeLessThan(1_000);
        }
    }

    @Test
    void anOutageIsTriedForOneBulkOnlyAndWhatIsLeftIsMadeByTheNextRun() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1)) {
            List<WantedIdentity> wanted = IdentityHub.wanted(1_000);
            HubSnapshot seen = world.look(wanted);
            world.takeCalls();
            for (int call = 3; call < 60; call++) {
                world.refuse(call, HubError.SERVICE_UNAVAILABLE);
            }

            IdentityReport report =
                    world.writer().register(seen, wanted).disable(List.of(PUMP)).report();

            assertThat(world.takeCalls()).as("two bulks that work, five tries").isEqualTo(7);
            assertThat(report.created()).isEqualTo(200);
            assertThat(report.failed()).as("and nobody is shut out").hasSize(801);
            assertThat(report.disabled()).isEmpty();
            IdentityReport next =
                    world.writer().register(world.look(wanted), wanted).report();
            assertThat(next.created()).isEqualTo(800);
            assertThat(next.failed()).isEmpty();
        }
    }

    @Test
    void anOutageIsWaitedForAsLongAsTheHubAsks() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1)) {
            world.refuse(1, HubError.SERVICE_UNAVAILABLE);

            assertThat(world.registry.find(PUMP)).isEmpty();

            assertThat(world.paused)
                    .as("the 2 s of the hub, and up to 1 s by chance")
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
        }
    }

    @Test
    void aDeleteSaysWhyTheHubDidNotDoIt() throws Exception {
        try (IdentityHub world =
                IdentityHub.limited(folder, HubTier.S1, Optional.empty(), ONE_UNIT.withBulkInParts())) {
            List<WantedIdentity> wanted = IdentityHub.wanted(1);
            world.writer().register(world.look(wanted), wanted);
            HubIdentity found = world.registry.find(PUMP).orElseThrow();
            world.standStill();
            for (int call = 0; call < 98; call++) {
                world.registry.find(PUMP);
            }

            assertThatThrownBy(() -> world.registry.delete(found))
                    .isInstanceOfSatisfying(
                            IotHubException.class,
                            e -> assertThat(e.failure()).isInstanceOf(IotHubFailure.Throttled.class))
                    .hasMessageContaining("no more calls now");
            world.goOn();
            world.registry.rewrite(found.removedFrom(IdentityHub.FLEET));
            assertThatThrownBy(() -> world.registry.delete(found))
                    .isInstanceOfSatisfying(
                            IotHubException.class,
                            e -> assertThat(e.failure()).isEqualTo(new IotHubFailure.PreconditionFailed()))
                    .hasMessageContaining("somebody else changed it");
        }
    }

    @Test
    void aSynchronisationRightAfterRegisteringNeitherLosesNorDoublesAnythingThoughQueriesLag() throws Exception {
        try (IdentityHub world = unpaced(HubLimits.none().withQueryLag(HubLimits.MINUTES))) {
            List<WantedIdentity> wanted = IdentityHub.wanted(150);
            world.writer().register(world.look(wanted), wanted);
            Optional<String> generation =
                    world.hub.registry().find(PUMP.value()).map(one -> one.generationId());

            assertThat(world.look(wanted).identities())
                    .as("queries know nothing yet")
                    .isEmpty();
            IdentityReport again =
                    world.writer().register(world.look(wanted), wanted).report();
            IdentityReport tagged =
                    world.writer().tag(world.look(wanted), wanted).report();

            assertThat(again.created()).isZero();
            assertThat(again.failed()).isEmpty();
            assertThat(world.hub.registry().list(1_000)).hasSize(150);
            assertThat(world.hub.registry().find(PUMP.value()).map(one -> one.generationId()))
                    .isEqualTo(generation);
            assertThat(tagged.tagged())
                    .as("what a query does not know is looked at")
                    .isEqualTo(150);
            assertThat(tagged.failed()).isEmpty();

            world.later(HubLimits.MINUTES);
            IdentityPlan plan = world.plan(wanted);
            assertThat(plan.byDevice()).hasSize(150);
            assertThat(plan.byDevice().values()).allMatch(one -> one.steps().isEmpty());
        }
    }

    @Test
    void whoWasJustShutOutOrIsBackIsJudgedByWhatIsThereNotByWhatAQueryRemembers() throws Exception {
        try (IdentityHub world = unpaced(HubLimits.none().withQueryLag(HubLimits.MINUTES))) {
            List<WantedIdentity> both = IdentityHub.wanted(2);
            List<WantedIdentity> rest = both.subList(1, 2);
            world.writer().register(world.look(both), both);
            world.later(HubLimits.MINUTES);
            assertThat(world.plan(rest).removed()).containsExactly(PUMP);

            world.writer().disable(world.plan(rest).removed());
            IdentityReport twice =
                    world.writer().disable(world.plan(rest).removed()).report();
            assertThat(twice.disabled()).as("a query still shows it enabled").isEmpty();
            assertThat(twice.failed()).isEmpty();

            world.later(HubLimits.MINUTES);
            HubSnapshot shutOut = world.look(both);
            world.writer().register(shutOut, both);
            IdentityReport back = world.writer().register(shutOut, both).report();
            assertThat(back.failed()).isEmpty();
            assertThat(world.registry.find(PUMP).orElseThrow().enabled()).isTrue();
        }
    }

    @Test
    void aDeployRightAfterRegisteringReadsEachIdentityItself() throws Exception {
        try (IdentityHub world = unpaced(HubLimits.none().withQueryLag(HubLimits.MINUTES))) {
            List<WantedIdentity> wanted = IdentityHub.wanted(2);
            List<DeviceId> devices = wanted.stream().map(WantedIdentity::device).toList();
            world.writer().register(world.look(wanted), wanted);
            List<DeviceIdentity> made = world.hub.registry().list(10);
            RegistryIdentities identities =
                    new RegistryIdentities(world.registry, IdentityHub.ownership(), world.look(wanted));

            for (DeviceId device : devices) {
                HubLogin login = new HubLogin.Certificate(IdentityHub.certificate(device.value()), Instant.MAX);
                identities.trust(device, login, Optional.empty());
                identities.settle(device, login);
            }
            IdentityReport tagged =
                    world.writer().tag(world.registry.among(devices), wanted).report();

            assertThat(world.hub.registry().list(10))
                    .as("nothing was to be written")
                    .isEqualTo(made);
            assertThat(tagged.tagged()).isEqualTo(2);
        }
    }
}
