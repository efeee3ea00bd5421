package io.github.flexyfleet.fleet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.fleet.gateway.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may write, when, and how it ends: over a folder, which has no clock that all trust. */
class LeasesTest {
    private final LeaseWorld world = new LeaseWorld();
    private final LeaseWorld.Machine one = world.machine("one", Duration.ZERO);

    @TempDir
    Path folder;

    private FolderStore store() {
        return new FolderStore(folder, "fleet");
    }

    @Test
    void aLeaseThatIsRenewedLastsForEver() throws Exception {
        HeldLease lease = one.take(store(), 1);

        world.pass(Duration.ofHours(5));

        lease.require();
        assertThat(refusal(() -> world.machine("two", Duration.ZERO)
                                .leases(store(), 2)
                                .take())
                        .code())
                .isEqualTo(ProblemCode.LEASE_HELD);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -36_000_000, -3600, -61, 61, 3600, 36_000_000})
    void theLeaseOfAMachineThatDiedIsTakenAfterItsLengthHoweverWrongTheClocksAre(long wrongBySeconds) throws Exception {
        HeldLease dead = one.take(store(), 1);
        LeaseWorld.Machine two = world.machine("two", Duration.ofSeconds(wrongBySeconds));
        one.pause(true);
        Instant before = one.clock().now();

        HeldLease taken = two.leases(store(), 2).take();

        assertThat(Duration.between(before, one.clock().now()))
                .isBetween(LeaseWorld.TIMES.length(), LeaseWorld.TIMES.length().plusSeconds(2));
        assertThat(taken.fence().token()).isEqualTo(dead.fence().token() + 1);
        assertThat(taken.before().holder()).isEqualTo(one.process(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {-36_000_000, -3600, 3600, 36_000_000})
    void aHolderThatLivesIsNeverTakenForDeadHoweverWrongTheClocksAre(long wrongBySeconds) throws Exception {
        HeldLease lease = one.take(store(), 1);
        LeaseWorld.Machine two = world.machine("two", Duration.ofSeconds(wrongBySeconds));

        assertThat(refusal(() -> two.leases(store(), 2).take()).code()).isEqualTo(ProblemCode.LEASE_HELD);
        lease.require();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHolderThatWakesUpAfterItsLeaseWritesNothingMore(boolean suspended) throws Exception {
        HeldLease lease = one.take(store(), 1);
        List<String> told = new ArrayList<>();
        lease.onLoss(why -> told.add(why.getMessage()));
        if (suspended) {
            one.suspend(true);
        } else {
            one.pause(true);
        }
        world.pass(LeaseWorld.TIMES.own());
        one.suspend(false);

        LedgerException refused = refusal(lease::require);

        assertThat(refused.code()).isEqualTo(ProblemCode.LEASE_LOST);
        assertThat(refused).hasMessageContaining("has not renewed its lease for 45 s");
        assertThat(told).hasSize(1);
        world.pass(Duration.ofMinutes(1));
        assertThat(refusal(lease::require))
                .as("a lease that was lost is not renewed")
                .isNotNull();
        assertThat(store().lease().lease().version()).as("nor in the store").isEqualTo(1);
    }

    @Test
    void theHolderItselfGivesUpBeforeAnybodyElseCanTakeIt() throws Exception {
        HeldLease lease = one.take(store(), 1);
        LeaseWorld.Machine two = world.machine("two", Duration.ZERO);
        one.pause(true);

        HeldLease other = two.leases(store(), 2).take();

        assertThat(refusal(lease::require).code()).isEqualTo(ProblemCode.LEASE_LOST);
        other.require();
        assertThat(LeaseWorld.TIMES.own()).isLessThan(LeaseWorld.TIMES.length());
    }

    @Test
    void aClockThatIsSetBackDoesNotMakeALeaseLonger() throws Exception {
        HeldLease lease = one.take(store(), 1);
        one.pause(true);
        one.setClock(Duration.ofHours(-5));
        world.pass(LeaseWorld.TIMES.own());

        assertThat(refusal(lease::require)).isNotNull();
    }

    @Test
    void aStaleHolderCannotWriteToTheLedgerEvenBeforeItLooksAtItsClock() throws Exception {
        FolderStore store = store();
        HeldLease lease = one.take(store, 1);
        one.pause(true);
        world.machine("two", Duration.ZERO).leases(store, 2).take();

        assertThat(refusal(() -> store.append(lease.fence(), 1, LedgerStoreContract.entries(1)))
                        .code())
                .isEqualTo(ProblemCode.LEASE_LOST);
    }

    @Test
    void aDeadProcessOfThisMachineIsNotWaitedFor() throws Exception {
        Process child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(), "-version")
                .redirectErrorStream(true)
                .start();
        Holder self = Holder.self();
        Holder dead = new Holder(
                "ada",
                self.host(),
                self.machine(),
                child.pid(),
                child.info().startInstant().orElseThrow());
        child.getInputStream().readAllBytes();
        child.waitFor();
        FolderStore store = store();
        LedgerStoreContract.take(store, dead);
        Instant before = one.clock().now();

        new Leases(store, self, LeaseWorld.TIMES, one.clock(), new Random(1)).take();

        assertThat(one.clock().now()).isEqualTo(before);
    }

    @Test
    void aProcessOfThisMachineThatLivesIsKnownAtOnceAndOneThatGotItsNumberIsAnother() throws Exception {
        FolderStore store = store();
        Holder self = Holder.self();
        LedgerStoreContract.take(store, self);
        Leases leases = new Leases(store, self, LeaseWorld.TIMES, one.clock(), new Random(1));
        Instant before = one.clock().now();

        assertThat(refusal(leases::take).code()).isEqualTo(ProblemCode.LEASE_HELD);
        assertThat(one.clock().now()).isEqualTo(before);

        Lease lease = leases.now();
        Holder earlier = new Holder(
                "ada", self.host(), self.machine(), self.pid(), self.started().minusSeconds(100));
        store.replace(lease, lease.takenBy(earlier, "x", Instant.EPOCH, LeaseWorld.TIMES.length()));
        assertThat(leases.take()).isNotNull();
        assertThat(one.clock().now()).isEqualTo(before);
    }

    @Test
    void aHoldRefusesUntilItsEndAndTellsItsReason() throws Exception {
        Leases leases = one.leases(store(), 1);
        Instant end = one.clock().now().plus(Duration.ofHours(2));
        Lease hold = leases.hold("PLC update", end);

        LedgerException refused = refusal(leases::take);

        assertThat(refused.code()).isEqualTo(ProblemCode.ON_HOLD);
        assertThat(refused)
                .hasMessageContaining("until 2026-11-22T22:00:00Z (PLC update)")
                .hasMessageContaining("ada@one");
        assertThat(refused.mend()).contains("-Dflexy.break=" + hold.fence().nonce());
        world.pass(Duration.ofHours(2));
        leases.take().require();
    }

    @Test
    void aHoldIsNotTakenWhileADeployRunsAndEndsByItsNonceOnly() throws Exception {
        Leases leases = world.machine("two", Duration.ZERO).leases(store(), 2);
        HeldLease running = one.take(store(), 1);
        Instant end = one.clock().now().plus(Duration.ofHours(2));
        assertThat(refusal(() -> leases.hold("x", end)).code()).isEqualTo(ProblemCode.LEASE_HELD);
        running.close();
        Lease hold = leases.hold("x", end);

        assertThat(refusal(() -> leases.breakIt("00000000"))).hasMessageContaining("held back by");
        leases.breakIt(hold.fence().nonce());

        assertThat(one.leases(store(), 1).take()).isNotNull();
    }

    @Test
    void aBrokenLeaseIsWorthNothingToItsHolderWhichHearsOfIt() throws Exception {
        HeldLease lease = one.take(store(), 1);
        List<String> told = new ArrayList<>();
        lease.onLoss(why -> told.add(why.getMessage()));

        world.machine("two", Duration.ZERO)
                .leases(store(), 2)
                .breakIt(lease.fence().nonce());

        assertThat(refusal(() -> store().append(lease.fence(), 1, LedgerStoreContract.entries(1))))
                .hasMessageContaining("was broken by ada@two (process 2)");
        world.pass(LeaseWorld.TIMES.beat());
        assertThat(refusal(lease::require)).hasMessageContaining("was broken by ada@two");
        assertThat(told).hasSize(1);
        assertThat(Leases.words(store().lease().lease())).contains("free: broken by ada@two");
    }

    @Test
    void aWishToStopReachesTheHolderOnceAndNoLaterOne() throws Exception {
        Leases other = world.machine("two", Duration.ZERO).leases(store(), 2);
        assertThat(other.askToStop("nobody is there")).isEmpty();
        HeldLease lease = one.take(store(), 1);
        List<String> wishes = new ArrayList<>();
        lease.onStopWish(wishes::add);

        assertThat(other.askToStop("wind is rising")).isPresent();
        world.pass(Duration.ofMinutes(2));

        assertThat(wishes).containsExactly("wind is rising");
        lease.require();
        lease.close();
        HeldLease next = one.take(store(), 3);
        next.onStopWish(wishes::add);
        world.pass(Duration.ofMinutes(2));
        assertThat(wishes).hasSize(1);
    }

    @Test
    void aLeaseThatWasGivenBackIsFree() throws Exception {
        HeldLease lease = one.take(store(), 1);
        lease.close();
        lease.close();
        world.pass(Duration.ofMinutes(5));

        assertThat(store().lease().lease().state()).isEqualTo(Lease.State.FREE);
        assertThat(world.machine("two", Duration.ZERO).leases(store(), 2).take())
                .isNotNull();
    }

    /** Something that is to be refused. */
    private interface Attempt {
        void make() throws Exception;
    }

    private static LedgerException refusal(Attempt attempt) {
        LedgerException refused = catchThrowableOfType(LedgerException.class, attempt::make);
        assertThat(refused).isNotNull();
        return refused;
    }
}
