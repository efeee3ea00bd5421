package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.hub.BulkChange;
import io.github.flexyfleet.fleet.hub.FleetTags;
import io.github.flexyfleet.fleet.hub.IdentityMark;
import io.github.flexyfleet.fleet.hub.SeenIdentity;
import io.github.flexyfleet.fleet.ledger.Entry;
import io.github.flexyfleet.fleet.ledger.EntryKind;
import io.github.flexyfleet.fleet.ledger.Ledger;
import io.github.flexyfleet.fleet.ledger.LedgerClock;
import io.github.flexyfleet.fleet.ledger.RolloutRecord;
import io.github.flexyfleet.fleet.ledger.postgres.PostgresAccess;
import io.github.flexyfleet.fleet.ledger.postgres.PostgresStore;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.report.JsonReport;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.simulator.dps.Enrollment;
import io.github.flexyfleet.simulator.dps.Enrollments;
import io.github.flexyfleet.simulator.dps.Kind;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two runners do one rollout of the real runtime jar, through a virtual Talk2M and hub, kept together by PostgreSQL. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class RunnersInRehearsalTest {
    private static final String FILE = """
            fleet: shared
            hub: {host: eWONPROJECT.azure-devices.net}
            talk2m: {account: demo}
            defaults:
              tagGroups:
                all: {groups: [A, B, C, D], push: {onChange: 1s, full: 2s}}
            rollout:
              gates: [{messages: 2, within: 60s}]
              waves:
                - {name: canary, labels: [pilot]}
                - {name: rest}
            sites:
              brussels:
                timeZone: Europe/Brussels
                devices:
                  pump-1: {name: Pump 1, labels: [pilot]}
                  pump-2: {name: Pump 2, labels: [pilot]}
                  pump-3: {name: Pump 3}
                  pump-4: {name: Pump 4}
                  pump-5: {name: Pump 5}
                  pump-6: {name: Pump 6}
            """;

    private static final String PROVISIONED = """
            fleet: provisioned
            hub:
              host: eWONPROJECT.azure-devices.net
              provisioning: dps
              dps: {idScope: 0ne00ABCDEF}
            talk2m: {account: demo}
            defaults:
              certificate: {issuer: ca}
              tagGroups:
                all: {groups: [A, B, C, D], push: {onChange: 1s, full: 2s}}
            rollout:
              waves: [{name: all}]
            sites:
              brussels:
                timeZone: Europe/Brussels
                devices:
                  pump-1: {name: Pump 1}
                  pump-2: {name: Pump 2}
                  pump-3: {name: Pump 3, certificate: {issuer: self}}
                  pump-4: {name: Pump 4, certificate: {issuer: self}}
            """;

    @TempDir
    Path folder;

    @Test
    void twoRunnersShareWavesAndGatesAndBothReportTheWhole() throws Exception {
        Fleet fleet = WavesInRehearsalTest.read(folder, FILE);
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                RehearsalSurroundings world =
                        RehearsalSurroundings.open(fleet, BundledRuntime.load(), folder.resolve("rehearsal"));
                PostgresStore one = store(server, fleet);
                PostgresStore other = store(server, fleet)) {
            FleetTargets targets = StateFolder.targets(fleet, world);
            world.connections().registry().apply(List.of(leftOver()));
            Queue<RolloutEvent> heard = new ConcurrentLinkedQueue<>();

            RolloutResult told = together(fleet, world, targets, List.of(one, other), heard::add);

            assertThat(told.count(Outcome.CONFIRMED)).as(told.toString()).isEqualTo(6);
            assertThat(told.accounts().get(0).calls()).as("those of both").isGreaterThanOrEqualTo(told.calls());
            RolloutRecord record = ledger(one).lastRollout().orElseThrow();
            assertThat(record.state()).isEqualTo(RolloutRecord.State.ENDED);
            assertThat(record.entries().stream().map(Entry::kind).filter(EntryKind.RUNNER_JOINED::equals))
                    .hasSize(2);
            assertThat(record.entries().stream().map(Entry::kind)).contains(EntryKind.GATE);
            assertThat(heard)
                    .as("the leader alone tends the identities, when all devices have ended")
                    .filteredOn(RolloutEvent.IdentitiesTended.class::isInstance)
                    .singleElement()
                    .asString()
                    .contains("6 tagged", "1 disabled (pump-9");
            assertThat(world.world().registry().find("pump-9"))
                    .hasValueSatisfying(
                            gone -> assertThat(gone.settings().enabled()).isFalse());
            List<DeviceId> devices =
                    targets.targets().stream().map(DeviceTarget::device).toList();
            Map<DeviceId, SeenIdentity> seen =
                    world.connections().registry().among(devices).identities();
            for (DeviceTarget target : targets.targets()) {
                assertThat(seen.get(target.device()).twin().orElseThrow().tags())
                        .as("tags of %s", target.device())
                        .hasValueSatisfying(tags -> assertThat(tags.digest())
                                .contains(target.digest().hex()));
            }
        }
    }

    @Test
    void twoRunnersEnrollOneFleetAtTheProvisioningService() throws Exception {
        Fleet fleet = WavesInRehearsalTest.read(folder, PROVISIONED);
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                RehearsalSurroundings world =
                        RehearsalSurroundings.open(fleet, BundledRuntime.load(), folder.resolve("rehearsal"));
                PostgresStore one = store(server, fleet);
                PostgresStore other = store(server, fleet)) {
            FleetTargets targets = StateFolder.targets(fleet, world);

            RolloutResult told = together(fleet, world, targets, List.of(one, other), event -> {});

            assertThat(told.count(Outcome.CONFIRMED)).as(told.toString()).isEqualTo(4);
            Enrollments enrollments = world.world().dps().orElseThrow().enrollments();
            assertThat(enrollments.list(Kind.GROUP)).extracting(Enrollment::id).containsExactly("provisioned");
            assertThat(enrollments.list(Kind.INDIVIDUAL))
                    .extracting(Enrollment::id)
                    .containsExactly("pump-3", "pump-4");
            for (DeviceTarget target : targets.targets()) {
                DeviceAuthentication by = world.world()
                        .registry()
                        .find(target.device().value())
                        .orElseThrow()
                        .settings()
                        .authentication();
                assertThat(by)
                        .isInstanceOfSatisfying(
                                DeviceAuthentication.SelfSigned.class,
                                trusted -> assertThat(List.of(trusted.primary(), trusted.secondary()))
                                        .contains(target.fingerprint()
                                                .orElseThrow()
                                                .hex())
                                        .isSubsetOf(
                                                target.fingerprint()
                                                        .orElseThrow()
                                                        .hex(),
                                                ""));
            }
        }
    }

    /** Both begin at once, and both report the same. */
    private static RolloutResult together(
            Fleet fleet,
            RehearsalSurroundings world,
            FleetTargets targets,
            List<PostgresStore> stores,
            Consumer<RolloutEvent> heard)
            throws Exception {
        CountDownLatch both = new CountDownLatch(stores.size());
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<RolloutResult>> runners = new ArrayList<>();
            for (PostgresStore store : stores) {
                runners.add(threads.submit(() -> deploy(fleet, world, targets, store, both, heard)));
            }
            RolloutResult told = runners.get(0).get();
            assertThat(JsonReport.render(runners.get(1).get())).isEqualTo(JsonReport.render(told));
            return told;
        } finally {
            threads.shutdownNow();
        }
    }

    /** A device that is in the fleet file no more, and can still connect. */
    private static BulkChange leftOver() {
        return new BulkChange.Create(
                new DeviceId("pump-9"),
                new Fingerprint("AB".repeat(32)),
                IdentityMark.of("shared"),
                Optional.of(new FleetTags("shared", "brussels", List.of(), Optional.empty())));
    }

    private static Ledger ledger(PostgresStore store) {
        return LedgerPlace.ledger(store, Optional.of("0123abcd"));
    }

    private static RolloutResult deploy(
            Fleet fleet,
            RehearsalSurroundings world,
            FleetTargets targets,
            PostgresStore store,
            CountDownLatch both,
            Consumer<RolloutEvent> heard)
            throws Exception {
        FleetEngine engine = new FleetEngine(
                        connections(world),
                        world.release(),
                        world.settings(1),
                        StateFolder.conditions(fleet, world.certificates()),
                        Pace.system())
                .with(ledger(store))
                .among("build-1");
        both.countDown();
        assertThat(both.await(60, TimeUnit.SECONDS)).isTrue();
        return engine.deploy(fleet, targets.targets(), heard);
    }

    /** Each process reads the hub's messages for itself. */
    private static Connections connections(RehearsalSurroundings world) {
        return world.connections()
                .with(Optional.of(new RehearsalFeed(world.world().events())));
    }

    private static PostgresStore store(EmbeddedPostgres server, Fleet fleet) {
        PostgresAccess access = new PostgresAccess(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres",
                "postgres",
                Secret.of("postgres"),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30));
        return new PostgresStore(access, fleet.name(), LedgerClock.system());
    }
}
