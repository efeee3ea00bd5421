package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.gateway.ProblemCode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Takes the lease on a fleet, holds it back, breaks it. A lease whose holder runs on another machine is taken only after
 * it was watched for its whole length without being renewed, by the own clock: what the other one's clock says decides
 * nothing.
 */
public final class Leases {
    private final LedgerStore store;
    private final Holder self;
    private final LeaseTimes times;
    private final LedgerClock clock;
    private final RandomGenerator random;

    /**
     * Prepares.
     *
     * @param store where the lease is
     * @param self this process
     * @param times its times
     * @param clock the own clock
     * @param random chooses nonces
     */
    public Leases(LedgerStore store, Holder self, LeaseTimes times, LedgerClock clock, RandomGenerator random) {
        this.store = store;
        this.self = self;
        this.times = times;
        this.clock = clock;
        this.random = random;
    }

    /** The lease as it stands. */
    public Lease now() throws LedgerException {
        return store.lease().lease();
    }

    /** Whether a process holds the lease, as far as can be seen from here at once. */
    public boolean isAtWork() throws LedgerException {
        Lease lease = now();
        return lease.state() == Lease.State.HELD && !lease.holder().isKnownDead(self);
    }

    /**
     * Takes the lease.
     *
     * @throws LedgerException when another process holds it and lives, or it is on hold
     */
    public HeldLease take() throws LedgerException, InterruptedException {
        Watch watch = new Watch();
        while (true) {
            LedgerStore.Sighting seen = store.lease();
            if (mayTake(seen, watch)) {
                LedgerClock.Since since = clock.since();
                Lease mine = seen.lease().takenBy(self, nonce(), clock.now(), times.length());
                if (store.replace(seen.lease(), mine)) {
                    return new HeldLease(store, mine, seen.lease(), times, clock, since);
                }
            } else {
                clock.pace().pause(times.look());
            }
        }
    }

    /** Whether it can be seen at once that the lease is there to be taken, or why not is told by taking it. */
    boolean isFree() throws LedgerException {
        LedgerStore.Sighting seen = store.lease();
        Lease lease = seen.lease();
        return switch (lease.state()) {
            case FREE, BROKEN, ON_HOLD -> true;
            case HELD ->
                lease.holder().isKnownDead(self)
                        || seen.unrenewed()
                                .filter(time -> time.compareTo(lease.length()) >= 0)
                                .isPresent();
        };
    }

    /** A lease under the own eyes. */
    private static final class Watch {
        private Optional<Lease> seen = Optional.empty();
        private LedgerClock.Since since;
    }

    private boolean mayTake(LedgerStore.Sighting seen, Watch watch) throws LedgerException {
        Lease lease = seen.lease();
        return switch (lease.state()) {
            case FREE, BROKEN -> true;
            case ON_HOLD -> {
                if (clock.now().isBefore(lease.until().orElseThrow())) {
                    throw onHold(lease);
                }
                yield true;
            }
            case HELD -> isDead(seen, watch);
        };
    }

    /** Whether its holder has died; not to be known yet is false, to be alive an exception. */
    private boolean isDead(LedgerStore.Sighting seen, Watch watch) throws LedgerException {
        Lease lease = seen.lease();
        if (lease.holder().isKnownDead(self)) {
            return true;
        }
        boolean moved = watch.seen.isPresent() && !isSameBeat(watch.seen.get(), lease);
        if (moved || lease.holder().isKnownAlive(self)) {
            throw held(lease);
        }
        if (watch.seen.isEmpty()) {
            watch.seen = Optional.of(lease);
            watch.since = clock.since();
        }
        return seen.unrenewed()
                .map(time -> time.compareTo(lease.length()) >= 0)
                .orElseGet(() -> watch.since.surely(lease.length()));
    }

    /** Not the version: somebody who wants the holder to stop makes another one, and is no sign of its life. */
    private static boolean isSameBeat(Lease one, Lease other) {
        return one.fence().equals(other.fence()) && one.renewed().equals(other.renewed());
    }

    /**
     * Holds the fleet back: nothing is deployed until an end, or until the hold is broken.
     *
     * @param reason why, for whoever wants to deploy
     * @param end when it ends
     * @return the lease on hold
     */
    public Lease hold(String reason, Instant end) throws LedgerException, InterruptedException {
        while (true) {
            try (HeldLease mine = take()) {
                Lease held = mine.lease().heldBackBy(self, nonce(), clock.now(), reason, end);
                if (store.replace(mine.lease(), held)) {
                    return held;
                }
            }
        }
    }

    /**
     * Takes the lease away from its holder, or ends a hold. The holder writes nothing any more.
     *
     * @param nonce what the lease shows; another one means another holder by now
     */
    public Lease breakIt(String nonce) throws LedgerException {
        while (true) {
            Lease lease = store.lease().lease();
            boolean taken = lease.state() == Lease.State.HELD || lease.state() == Lease.State.ON_HOLD;
            if (!taken || !lease.fence().nonce().equals(nonce)) {
                throw new LedgerException(
                        ProblemCode.LEASE_LOST,
                        "no lease " + nonce + " is held now" + (taken ? "; " + words(lease) : ""),
                        "look at flexy:lock");
            }
            if (store.replace(lease, lease.broken(self.toString(), clock.now()))) {
                return lease;
            }
        }
    }

    /**
     * Asks the holder to stop between devices.
     *
     * @return the holder's lease; empty when nobody holds one
     */
    public Optional<Lease> askToStop(String reason) throws LedgerException {
        while (true) {
            Lease lease = store.lease().lease();
            if (lease.state() != Lease.State.HELD || lease.holder().isKnownDead(self)) {
                return Optional.empty();
            }
            if (store.replace(lease, lease.wishedToStop(reason))) {
                return Optional.of(lease);
            }
        }
    }

    private String nonce() {
        return String.format(Locale.ROOT, "%08x", random.nextInt());
    }

    private static LedgerException onHold(Lease lease) {
        return new LedgerException(
                ProblemCode.ON_HOLD,
                words(lease),
                "wait for the end, or end it with mvn flexy:lock -Dflexy.break="
                        + lease.fence().nonce());
    }

    /** Why a lease cannot be had. */
    static LedgerException held(Lease lease) {
        return new LedgerException(
                ProblemCode.LEASE_HELD,
                "another process is at work on this fleet: " + words(lease),
                "wait until it has ended, or have it stop between devices with mvn flexy:abort; if it hangs: mvn flexy:lock"
                        + " -Dflexy.break=" + lease.fence().nonce());
    }

    /** Who has it, since when, until when. */
    public static String words(Lease lease) {
        return switch (lease.state()) {
            case FREE -> "free";
            case BROKEN -> "free: broken by " + lease.reason().orElse("somebody") + " at " + seconds(lease.renewed());
            case HELD ->
                "held by " + lease.holder() + " since " + seconds(lease.taken()) + ", renewed "
                        + seconds(lease.renewed()) + ", good until "
                        + seconds(lease.renewed().plus(lease.length()))
                        + " by its clock, nonce " + lease.fence().nonce();
            case ON_HOLD ->
                "held back by " + lease.holder() + " since " + seconds(lease.taken()) + " until "
                        + seconds(lease.until().orElseThrow()) + " ("
                        + lease.reason().orElse("no reason") + "), nonce "
                        + lease.fence().nonce();
        };
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
