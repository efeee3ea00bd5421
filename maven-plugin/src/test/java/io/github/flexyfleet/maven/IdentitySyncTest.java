package io.github.flexyfleet.maven;

import static io.github.flexyfleet.maven.IdentityHub.OURS;
import static io.github.flexyfleet.maven.IdentityHub.PUMP;
import static io.github.flexyfleet.maven.IdentityHub.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.certificate.KeySlot;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.HubRates;
import io.github.flexyfleet.fleet.hub.HubSnapshot;
import io.github.flexyfleet.fleet.hub.IdentityMark;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.IotHubFailure;
import io.github.flexyfleet.fleet.hub.SeenIdentity;
import io.github.flexyfleet.fleet.identity.IdentityPlan;
import io.github.flexyfleet.fleet.identity.IdentityReport;
import io.github.flexyfleet.fleet.identity.IdentityStep;
import io.github.flexyfleet.fleet.identity.WantedIdentity;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.DeviceSettings;
import io.github.flexyfleet.simulator.hub.HubError;
import io.github.flexyfleet.simulator.hub.HubTier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fleet's identities against a rehearsal hub: how many calls, and what happens when others are at work too. */
class IdentitySyncTest {
    @TempDir
    Path folder;

    @Test
    void identitiesOf250DevicesAreMadeByAsFewCallsAsMayBeAndThenReadByThree() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1)) {
            List<WantedIdentity> wanted = IdentityHub.wanted(250);

            HubSnapshot before = world.look(wanted);
            assertThat(world.takeCalls()).as("one by the tag, three by name").isEqualTo(4);
            IdentityReport made = world.writer().register(before, wanted).report();
            assertThat(world.takeCalls()).as("bulks of 100, 100 and 50").isEqualTo(3);
            assertThat(made.created()).isEqualTo(250);
            assertThat(made.failed()).isEmpty();

            IdentityPlan now = world.plan(wanted);
            assertThat(world.takeCalls()).as("pages of 100, 100 and 50").isEqualTo(3);
            assertThat(now.count(IdentityStep.TAGS))
                    .as("what they run is not known yet")
                    .isEqualTo(250);
            assertThat(wanted).noneMatch(one -> now.changesAccess(one.device()));

            IdentityReport tagged =
                    world.writer().tag(world.look(wanted), wanted).report();
            assertThat(world.takeCalls()).isEqualTo(6);
            assertThat(tagged.tagged()).isEqualTo(250);
            assertThat(world.plan(wanted).byDevice().values())
                    .allMatch(one -> one.steps().isEmpty());
            assertThat(world.writer()
                            .register(world.look(wanted), wanted)
                            .report()
                            .isEmpty())
                    .isTrue();
        }
    }

    @Test
    void theNumberOfCallsGrowsByOneForEach100Devices() throws Exception {
        IdentityBenchmark.Figures figures = IdentityBenchmark.run(folder, 2_000);

        assertThat(figures.made()).as("1 by the tag, 20 by name, 20 bulks").isEqualTo(41);
        assertThat(figures.compared()).isEqualTo(20);
        assertThat(figures.tagged()).isEqualTo(20);
    }

    @Test
    void aBasicHubIsReadByOneListAndHasNoTags() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.B1)) {
            List<WantedIdentity> wanted = IdentityHub.wanted(150);

            world.writer().register(world.look(wanted), wanted);

            assertThat(world.takeCalls()).as("one list, two bulks").isEqualTo(3);
            world.byHand("stranger", THEIRS.hex(), THEIRS.hex());
            IdentityPlan plan = world.plan(wanted.subList(1, 150));
            assertThat(world.takeCalls()).isEqualTo(1);
            assertThat(plan.removed()).containsExactly(new DeviceId(PUMP));
            assertThat(plan.byDevice().values()).allMatch(one -> one.steps().isEmpty());
        }
    }

    @Test
    void whatOthersMadeIsLeftAloneUntilItIsAdoptedByNameAndThenKeepsBothCertificates() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1)) {
            world.byHand(PUMP, THEIRS.hex(), THEIRS.hex());
            List<WantedIdentity> wanted = IdentityHub.wanted(1);

            assertThat(world.plan(wanted).problems()).containsOnlyKeys(ProblemCode.FOREIGN_IDENTITY);
            IdentityReport refused =
                    world.writer().register(world.look(wanted), wanted).report();
            assertThat(refused.changed()).isZero();
            assertThat(refused.failed().get(new DeviceId(PUMP))).contains("FLX3030");
            assertThat(world.thumbprints(PUMP).secondary()).isEqualTo(THEIRS.hex());

            assertThat(world.plan(wanted, PUMP)
                            .byDevice()
                            .get(new DeviceId(PUMP))
                            .steps())
                    .containsExactly(IdentityStep.ADOPT, IdentityStep.THUMBPRINT, IdentityStep.TAGS);
            world.writer(PUMP).register(world.look(wanted), wanted);

            assertThat(world.thumbprints(PUMP).primary()).isEqualTo(THEIRS.hex());
            assertThat(world.thumbprints(PUMP).secondary()).isEqualTo(OURS.hex());
            assertThat(world.hub.registry().find(PUMP).orElseThrow().settings().statusReason())
                    .isEqualTo("flexyfleet: waterworks");
            assertThat(world.plan(wanted).problems())
                    .as("from now on by its mark")
                    .isEmpty();
        }
    }

    @Test
    void anErrorInTheMiddleOfABulkStopsNoOtherDevice() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1)) {
            List<WantedIdentity> wanted = IdentityHub.wanted(100);
            HubSnapshot seen = world.look(wanted);
            world.byHand("pump-00050", THEIRS.hex(), THEIRS.hex());
            world.takeCalls();

            IdentityReport report = world.writer().register(seen, wanted).report();

            assertThat(report.created()).isEqualTo(99);
            assertThat(report.failed()).containsOnlyKeys(new DeviceId("pump-00050"));
            assertThat(report.failed().get(new DeviceId("pump-00050"))).contains("FLX3030");
            assertThat(world.takeCalls())
                    .as("the bulk, and a look at the one that failed")
                    .isEqualTo(2);
            assertThat(world.thumbprints("pump-00050").primary()).isEqualTo(THEIRS.hex());
        }
    }

    @Test
    void anIdentityThatIsChangedByHandInBetweenIsReadAgainAndNothingOfTheChangeIsLost() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1)) {
            List<WantedIdentity> wanted = IdentityHub.wanted(2);
            Fingerprint old = IdentityHub.certificate(PUMP, "old");
            world.byHand(PUMP, old.hex(), old.hex());
            world.byHand("pump-00001", old.hex(), old.hex());
            HubSnapshot seen = world.look(wanted);
            world.takeCalls();
            world.before(1, () -> world.change(DeviceSettings.selfSigned(PUMP, THEIRS.hex(), THEIRS.hex())));

            IdentityReport report =
                    world.writer(PUMP, "pump-00001").register(seen, wanted).report();

            assertThat(report.failed()).isEmpty();
            assertThat(report.changed()).isEqualTo(2);
            assertThat(world.thumbprints(PUMP).primary()).isEqualTo(THEIRS.hex());
            assertThat(world.thumbprints(PUMP).secondary()).isEqualTo(OURS.hex());
        }
    }

    @Test
    void anAnswerThatIsLostIsNoSecondWrite() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1)) {
            List<WantedIdentity> wanted = IdentityHub.wanted(3);
            HubSnapshot seen = world.look(wanted);
            world.takeCalls();
            world.loseAnswer(1);

            IdentityReport report = world.writer().register(seen, wanted).report();

            assertThat(report.failed()).isEmpty();
            assertThat(world.plan(wanted).byDevice().values())
                    .allSatisfy(one -> assertThat(one.steps()).containsExactly(IdentityStep.TAGS));
        }
    }

    @Test
    void a429IsWaitedFor() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1)) {
            List<WantedIdentity> wanted = IdentityHub.wanted(3);
            HubSnapshot seen = world.look(wanted);
            world.takeCalls();
            world.refuse(1, HubError.THROTTLING);

            assertThat(world.writer().register(seen, wanted).report().created()).isEqualTo(3);
            assertThat(world.takeCalls()).isEqualTo(2);
        }
    }

    @Test
    void aBulkOf50CountsAs50AndTheToolWaitsBeforeTheHubHasTo() throws Exception {
        HubRates rates = HubRates.of(io.github.flexyfleet.fleet.model.HubTier.S1, 1);
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1, Optional.of(rates))) {
            List<WantedIdentity> first = IdentityHub.wanted(50);
            List<WantedIdentity> all = IdentityHub.wanted(250);

            world.writer().register(world.look(first), first);
            assertThat(world.paused).isEqualTo(Duration.ZERO);
            world.writer().register(world.look(all), all);

            assertThat(world.paused)
                    .as("150 beyond the 100 of the first minute")
                    .isEqualTo(Duration.ofSeconds(90));
        }
    }

    @Test
    void aDeviceThatLeftTheFleetFileIsShutOutAndMayComeBackAndIsDeletedOnlyWhenAsked() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1)) {
            List<WantedIdentity> both = IdentityHub.wanted(2);
            List<WantedIdentity> rest = both.subList(1, 2);
            world.writer().register(world.look(both), both);
            world.byHand("stranger", THEIRS.hex(), THEIRS.hex());
            DeviceId pump = new DeviceId(PUMP);

            assertThat(world.plan(rest).removed()).containsExactly(pump);
            assertThat(world.writer().delete(List.of(pump)).report().failed().get(pump))
                    .contains("it can still connect");
            IdentityReport gone = world.writer()
                    .disable(List.of(pump, new DeviceId("stranger")))
                    .report();

            assertThat(gone.disabled()).containsExactly(pump);
            assertThat(world.hub.registry().find(PUMP).orElseThrow().settings().enabled())
                    .isFalse();
            assertThat(world.hub
                            .registry()
                            .find("stranger")
                            .orElseThrow()
                            .settings()
                            .enabled())
                    .isTrue();
            assertThat(world.plan(rest).removed()).isEmpty();
            assertThat(world.plan(both).byDevice().get(pump).steps()).contains(IdentityStep.ENABLE);

            world.writer().register(world.look(both), both);
            assertThat(world.hub.registry().find(PUMP).orElseThrow().settings().enabled())
                    .isTrue();

            world.writer().disable(List.of(pump));
            assertThat(world.writer().delete(List.of(pump)).report().failed()).isEmpty();
            assertThat(world.hub.registry().find(PUMP)).isEmpty();
        }
    }

    @Test
    void aClockThatIs6MinutesOffDoesNotShutTheToolOutAndOneThatIsAnHourOffSaysSo() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1)) {
            for (Duration off : List.of(Duration.ofMinutes(6), Duration.ofMinutes(-12))) {
                world.toolTime = world.toolTime.plus(off);
                assertThat(world.registry.find(new DeviceId(PUMP))).isEmpty();
            }
            world.toolTime = Instant.parse("2026-11-22T10:59:00Z");

            assertThatThrownBy(() -> world.registry.find(new DeviceId(PUMP)))
                    .isInstanceOfSatisfying(
                            IotHubException.class,
                            e -> assertThat(e.failure()).isInstanceOf(IotHubFailure.Unauthorized.class));
        }
    }

    @Test
    void devicesWithKeysAreMadeInBulkEachWithKeysOfItsOwn() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1)) {
            List<WantedIdentity> wanted = IdentityHub.wanted(150).stream()
                    .map(one -> new WantedIdentity(one.device(), Optional.empty(), one.tags()))
                    .toList();
            Secret known = world.registry.keys().fresh();
            HubSnapshot before = world.look(wanted);
            world.takeCalls();
            world.loseAnswer(1);

            IdentityReport report = world.writer()
                    .withFirstKeys(device -> device.value().equals(PUMP) ? Optional.of(known) : Optional.empty())
                    .register(before, wanted)
                    .report();

            assertThat(report.failed()).isEmpty();
            Map<DeviceId, HubIdentity> made = world.registry
                    .keys()
                    .read(wanted.stream().map(WantedIdentity::device).toList());
            assertThat(made).hasSize(150);
            assertThat(made.get(new DeviceId(PUMP)).keys().primary()).isEqualTo(known);
            Set<String> all = made.values().stream()
                    .flatMap(one -> Stream.of(one.keys().primary(), one.keys().secondary()))
                    .map(Secret::reveal)
                    .collect(Collectors.toSet());
            assertThat(all).as("no key twice").hasSize(300);
            assertThat(made.values())
                    .allMatch(one -> one.mark()
                            .flatMap(IdentityMark::use)
                            .filter(use -> use.slot() == KeySlot.PRIMARY)
                            .isPresent());
        }
    }

    @Test
    void aSnapshotKnowsIdentitiesOfKeysWithoutTheirKeys() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.B1)) {
            world.hub
                    .registry()
                    .create(new DeviceSettings(
                            PUMP, true, "", new DeviceAuthentication.Sas(IdentityHub.KEY, IdentityHub.KEY)));

            SeenIdentity seen = world.look(IdentityHub.wanted(1)).identities().get(new DeviceId(PUMP));

            assertThat(seen.authentication()).isEqualTo("sas");
            assertThat(seen.toString()).doesNotContain(IdentityHub.KEY);
            assertThat(world.plan(IdentityHub.wanted(1)).problems()).containsOnlyKeys(ProblemCode.OTHER_AUTHENTICATION);
        }
    }
}
