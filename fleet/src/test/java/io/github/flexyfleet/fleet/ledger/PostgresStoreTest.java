package io.github.flexyfleet.fleet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.ledger.postgres.PostgresAccess;
import io.github.flexyfleet.fleet.ledger.postgres.PostgresStore;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.secret.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The same contract over a real server, and what only a server can do: have a clock of its own, and be gone. */
@ExtendWith(PostgresServer.class)
class PostgresStoreTest extends LedgerStoreContract {
    private static final Holder ADA = new Holder("ada", "here", "", 1, Instant.EPOCH);
    private EmbeddedPostgres server;
    private String fleet;

    @BeforeEach
    void nameFleet(TestInfo test, EmbeddedPostgres shared) {
        server = shared;
        fleet = test.getDisplayName();
    }

    @Override
    PostgresStore store() {
        return store(server.getPort(), LedgerClock.system());
    }

    private PostgresStore store(int port, LedgerClock clock) {
        return new PostgresStore(PostgresServer.access(port), fleet, clock);
    }

    @Test
    void aLeaseThatHasExpiredByTheServersClockAdmitsNobodyThoughNobodyTookIt() throws Exception {
        try (PostgresStore store = store()) {
            Lease seen = store.lease().lease();
            Lease over = seen.takenBy(ADA, "n", NOW, Duration.ZERO);
            store.replace(seen, over);

            LedgerException refused =
                    catchThrowableOfType(LedgerException.class, () -> store.append(over.fence(), 1, entries(1)));

            assertThat(refused.code()).isEqualTo(ProblemCode.LEASE_LOST);
            assertThat(refused).hasMessageContaining("has expired by the ledger's clock");
        }
    }

    @Test
    void aDeadHoldersLeaseIsJudgedByTheServersClockAlone() throws Exception {
        LeaseWorld.Machine wrong = new LeaseWorld().machine("two", Duration.ofDays(-400));
        try (PostgresStore store = store()) {
            Lease seen = store.lease().lease();
            store.replace(seen, seen.takenBy(ADA, "n", NOW, Duration.ZERO));
            Instant before = wrong.clock().now();

            assertThat(wrong.leases(store, 2).take().before().holder()).isEqualTo(ADA);

            assertThat(wrong.clock().now()).as("nobody had to watch").isEqualTo(before);
        }
    }

    @Test
    void aWishToStopDoesNotRenewALease() throws Exception {
        try (PostgresStore store = store()) {
            Lease seen = store.lease().lease();
            store.replace(seen, seen.takenBy(ADA, "n", NOW, Duration.ofSeconds(60)));
            Lease held = store.lease().lease();
            long earlier = renewed();

            store.replace(held, held.wishedToStop("x"));
            assertThat(renewed()).isEqualTo(earlier);

            Lease wished = store.lease().lease();
            store.replace(wished, wished.renewedAt(NOW.plusSeconds(1)));
            assertThat(renewed()).isGreaterThan(earlier);
        }
    }

    private long renewed() throws Exception {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT extract(epoch FROM renewed) * 1000000 FROM flexyfleet.lease"
                        + " WHERE fleet = '" + fleet + "'")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void aChangeInTheDatabaseIsNoticed() throws Exception {
        try (PostgresStore store = store()) {
            Fence fence = take(store, ADA);
            store.append(fence, 1, entries(3));
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE flexyfleet.entry SET line = replace(line, 'deed 2', 'deed 9')"
                        + " WHERE number = 2 AND fleet = '" + fleet + "'");
            }

            LedgerException broken =
                    catchThrowableOfType(LedgerException.class, () -> Chain.read(store.place(1), store.lines(1)));

            assertThat(broken).hasMessage("rollout 1 in the database, line 2: it was changed: its hash does not fit");
        }
    }

    @Test
    void anAppendWhoseAnswerIsLostIsNotMadeTwice() throws Exception {
        try (CuttableWay way = new CuttableWay(server.getPort());
                PostgresStore store = store(way.entrance(), pauses(way::mend))) {
            Fence fence = take(store, ADA);
            for (int at = 0; at < 6; at++) {
                way.loseTheNextAnswer();
                store.append(fence, 1, entries(6).subList(at, at + 1));
            }

            assertThat(Chain.read("it", store.lines(1))).isEqualTo(entries(6));
        }
    }

    @Test
    void aTakingWhoseAnswerIsLostIsKnownToBeDone() throws Exception {
        try (CuttableWay way = new CuttableWay(server.getPort());
                PostgresStore store = store(way.entrance(), pauses(way::mend))) {
            for (int at = 0; at < 6; at++) {
                Lease seen = store.lease().lease();
                Lease mine = seen.takenBy(ADA, "n" + at, NOW, Duration.ofSeconds(60));
                way.loseTheNextAnswer();
                assertThat(store.replace(seen, mine)).isTrue();
                assertThat(store.lease().lease()).isEqualTo(mine);
            }
        }
    }

    @Test
    void aDatabaseThatIsBackInTimeIsWaitedFor() throws Exception {
        AtomicInteger pauses = new AtomicInteger();
        try (CuttableWay way = new CuttableWay(server.getPort())) {
            LedgerClock clock = pauses(() -> {
                if (pauses.incrementAndGet() == 3) {
                    way.mend();
                }
            });
            try (PostgresStore store = store(way.entrance(), clock)) {
                Fence fence = take(store, ADA);
                way.cut();

                store.append(fence, 1, entries(1));

                assertThat(pauses).hasValue(3);
                assertThat(store.lines(1)).hasSize(1);
            }
        }
    }

    @Test
    void aDatabaseThatStaysAwayStopsTheRolloutBetweenDevicesAndItCanBeGoneOnWith(@TempDir Path folder)
            throws Exception {
        AtomicBoolean gone = new AtomicBoolean();
        try (CuttableWay way = new CuttableWay(server.getPort());
                PostgresStore store = store(way.entrance(), pauses(() -> {}))) {
            DiskFleet fleetOnDisk = new DiskFleet(folder, 3, LedgerClock.system());
            DiskGateway canary = fleetOnDisk.gateway("pump-1");
            fleetOnDisk.at(() -> {
                if (fleetOnDisk.atRest(fleetOnDisk.targets(1).get(0)).isOnTrial() && gone.compareAndSet(false, true)) {
                    way.cut();
                }
            });

            RolloutResult broken = fleetOnDisk.deploy(ledger(store), 1);

            assertThat(gone).isTrue();
            DeviceResult first = broken.devices().get(0);
            assertThat(first.problem().orElseThrow().code()).isEqualTo(ProblemCode.LEDGER_UNUSABLE);
            assertThat(broken.count(Outcome.NOT_STARTED)).isEqualTo(2);
            assertThat(broken.stopped()).isPresent();
            assertThat(canary.confirmed(first.target().digest())).isZero();

            way.mend();
            fleetOnDisk.at(() -> {});
            assertThat(fleetOnDisk.deploy(ledger(store()), 1).done()).isTrue();
            assertThat(fleetOnDisk.atRest(first.target()).applied(first.target().digest()))
                    .isEqualTo(1);
            RolloutRecord record = ledger(store()).rollout(1).orElseThrow();
            assertThat(record.state()).isEqualTo(RolloutRecord.State.ENDED);
            assertThat(record.entries()).anyMatch(entry -> entry.kind() == EntryKind.RESUMED);
        }
    }

    private static Ledger ledger(LedgerStore store) {
        return new LeaseWorld().machine("one", Duration.ZERO).ledger(store, 1);
    }

    /** Does not really wait: each pause lets 5 s pass, and does something. */
    private static LedgerClock pauses(Runnable work) {
        AtomicInteger seconds = new AtomicInteger();
        Pace pace = new Pace() {
            @Override
            public Instant now() {
                return NOW.plusSeconds(seconds.get());
            }

            @Override
            public void pause(Duration duration) {
                seconds.addAndGet(5);
                work.run();
            }
        };
        return new LedgerClock(pace, () -> seconds.get() * 1_000_000_000L);
    }

    @Test
    void aWrongPasswordIsToldAtOnceAndNotShown() throws Exception {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE nobody LOGIN PASSWORD 'x'");
        }
        PostgresAccess access = new PostgresAccess(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/nowhere",
                "nobody",
                Secret.of("wrong"),
                PostgresServer.CONNECT,
                PostgresServer.PATIENCE);
        try (PostgresStore store = new PostgresStore(access, fleet, pauses(() -> {}))) {
            LedgerException refused = catchThrowableOfType(LedgerException.class, store::lease);

            assertThat(refused.code()).isEqualTo(ProblemCode.LEDGER_UNUSABLE);
            assertThat(refused).hasMessageContaining("nowhere").hasMessageNotContaining("wrong");
        }
        assertThatThrownBy(() -> new PostgresAccess(
                        "jdbc:postgresql://h/d?user=a&password=geheim",
                        "a",
                        Secret.of(""),
                        PostgresServer.CONNECT,
                        PostgresServer.PATIENCE))
                .hasMessageContaining("must hold no password")
                .hasMessageNotContaining("geheim");
    }
}
