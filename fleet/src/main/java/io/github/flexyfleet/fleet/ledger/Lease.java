package io.github.flexyfleet.fleet.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The lease on a fleet as it stands in the store. Every change makes another version.
 *
 * @param version counts all changes
 * @param fence token and nonce of the last taking
 * @param state who may write now
 * @param holder who took it last
 * @param taken when it was taken, by the holder's clock
 * @param renewed when the holder showed last that it lives, by the holder's clock; to look at, not to reckon with
 * @param length how long it lasts without being renewed
 * @param reason why it is on hold, or who broke it
 * @param until end of a hold
 * @param stopWish who wants the holder to stop between devices, and why
 */
public record Lease(
        long version,
        Fence fence,
        State state,
        Holder holder,
        Instant taken,
        Instant renewed,
        Duration length,
        Optional<String> reason,
        Optional<Instant> until,
        Optional<String> stopWish) {

    /** Who may write. */
    public enum State {
        /** Nobody: whoever comes may take it. */
        FREE,
        /** Its holder, as long as that renews it. */
        HELD,
        /** Nobody until the hold ends. */
        ON_HOLD,
        /** Nobody: it was taken away from its holder. */
        BROKEN
    }

    /** A lease that nobody ever took. */
    public static Lease none() {
        return new Lease(
                0,
                new Fence(0, ""),
                State.FREE,
                new Holder("nobody", "nowhere", "", 0, Instant.EPOCH),
                Instant.EPOCH,
                Instant.EPOCH,
                Duration.ZERO,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Taken by somebody, from now on. */
    Lease takenBy(Holder who, String nonce, Instant now, Duration lasts) {
        return new Lease(
                version + 1,
                new Fence(fence.token() + 1, nonce),
                State.HELD,
                who,
                now,
                now,
                lasts,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Held back by somebody until an end. */
    Lease heldBackBy(Holder who, String nonce, Instant now, String why, Instant end) {
        return new Lease(
                version + 1,
                new Fence(fence.token() + 1, nonce),
                State.ON_HOLD,
                who,
                now,
                now,
                Duration.ZERO,
                Optional.of(why),
                Optional.of(end),
                Optional.empty());
    }

    /** Shown to be alive. */
    Lease renewedAt(Instant now) {
        return with(State.HELD, fence, now, reason, stopWish);
    }

    /** Given back. */
    Lease released(Instant now) {
        return with(State.FREE, fence, now, Optional.empty(), Optional.empty());
    }

    /** Taken away; the token of the holder is worth nothing any more. */
    Lease broken(String by, Instant now) {
        return with(State.BROKEN, new Fence(fence.token() + 1, ""), now, Optional.of(by), Optional.empty());
    }

    /** Its holder shall stop. */
    Lease wishedToStop(String words) {
        return with(state, fence, renewed, reason, Optional.of(words));
    }

    private Lease with(State now, Fence other, Instant seen, Optional<String> why, Optional<String> stop) {
        return new Lease(version + 1, other, now, holder, taken, seen, length, why, until, stop);
    }

    /** Whether this fence is the one that may write. */
    boolean admits(Fence other) {
        return state == State.HELD && fence.equals(other);
    }
}
