package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.gateway.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The lease in the hands of its holder. It is good until the own clock says otherwise; once lost it stays lost.
 * Thread-safe.
 */
public final class HeldLease implements AutoCloseable {
    private final LedgerStore store;
    private final Fence fence;
    private final Lease before;
    private final LeaseTimes times;
    private final LedgerClock clock;
    private final List<Consumer<LedgerException>> whenLost = new ArrayList<>();
    private final List<Consumer<String>> whenWished = new ArrayList<>();
    private Lease lease;
    private LedgerClock.Since since;
    private Optional<LedgerException> loss = Optional.empty();
    private Optional<String> wish = Optional.empty();
    private boolean closed;

    /**
     * A lease that was just taken.
     *
     * @param since a moment before it was taken
     */
    HeldLease(
            LedgerStore store,
            Lease lease,
            Lease before,
            LeaseTimes times,
            LedgerClock clock,
            LedgerClock.Since since) {
        this.store = store;
        this.fence = lease.fence();
        this.lease = lease;
        this.before = before;
        this.times = times;
        this.clock = clock;
        this.since = since;
    }

    /** What each write is shown with. */
    public Fence fence() {
        return fence;
    }

    /** The lease that stood before this one was taken. */
    Lease before() {
        return before;
    }

    /** The lease as it was written last. */
    synchronized Lease lease() {
        return lease;
    }

    /** How often {@link #beat} shall be called. */
    public LeaseTimes times() {
        return times;
    }

    /**
     * To be asked before each write to a device.
     *
     * @throws LedgerException when the lease is lost, or has not been renewed for so long that it may be
     */
    public void require() throws LedgerException {
        loseWhenExpired();
        Optional<LedgerException> lost = loss();
        if (lost.isPresent()) {
            LedgerException why = lost.get();
            throw new LedgerException(why.code(), why.getMessage(), why.mend(), why);
        }
    }

    /**
     * Renews the lease, and looks whether somebody wants its holder to stop. A store that fails is asked again at the next
     * beat; a lease that has expired by the own clock is not renewed. For one thread.
     */
    public void beat() {
        loseWhenExpired();
        try {
            while (isGood()) {
                LedgerClock.Since began = clock.since();
                LedgerStore.Sighting seen = store.lease();
                Lease now = seen.lease();
                if (!now.admits(fence)) {
                    lose(lost(now, fence));
                } else if (seen.unrenewed()
                        .filter(time -> time.compareTo(times.length()) >= 0)
                        .isPresent()) {
                    lose(expired());
                } else {
                    Lease next = now.renewedAt(clock.now());
                    if (store.replace(now, next)) {
                        renewed(next, began);
                        return;
                    }
                }
            }
        } catch (LedgerException e) {
            // Asked again at the next beat, until the own clock ends it.
        }
    }

    private synchronized boolean isGood() {
        return !closed && loss.isEmpty();
    }

    private synchronized Optional<LedgerException> loss() {
        return loss;
    }

    private void renewed(Lease next, LedgerClock.Since began) {
        List<Consumer<String>> told;
        synchronized (this) {
            lease = next;
            since = began;
            told = wish.isEmpty() && next.stopWish().isPresent() ? List.copyOf(whenWished) : List.of();
            wish = next.stopWish();
        }
        told.forEach(listener -> listener.accept(next.stopWish().orElseThrow()));
    }

    private void loseWhenExpired() {
        boolean over;
        synchronized (this) {
            over = !closed && since.perhaps(times.own());
        }
        if (over) {
            lose(expired());
        }
    }

    private void lose(LedgerException why) {
        List<Consumer<LedgerException>> told;
        synchronized (this) {
            if (loss.isPresent()) {
                return;
            }
            loss = Optional.of(why);
            told = List.copyOf(whenLost);
        }
        told.forEach(listener -> listener.accept(why));
    }

    /** Hears once, from any thread, when the lease is lost; at once when it is already. */
    void onLoss(Consumer<LedgerException> listener) {
        Optional<LedgerException> already;
        synchronized (this) {
            whenLost.add(listener);
            already = loss;
        }
        already.ifPresent(listener);
    }

    /** Hears once, from any thread, when somebody wants the holder to stop, in what words. */
    void onStopWish(Consumer<String> listener) {
        Optional<String> already;
        synchronized (this) {
            whenWished.add(listener);
            already = wish;
        }
        already.ifPresent(listener);
    }

    private LedgerException expired() {
        return new LedgerException(
                ProblemCode.LEASE_LOST,
                "this process has not renewed its lease for " + times.own().toSeconds()
                        + " s or more: it was paused, or the ledger did not answer; another process may be at work by now",
                "type the same command again, which goes on from what the devices hold");
    }

    /** Why a fence is refused. */
    public static LedgerException lost(Lease now, Fence fence) {
        String what = now.admits(fence)
                ? "the lease " + fence.nonce() + " has expired by the ledger's clock"
                : now.state() == Lease.State.BROKEN
                        ? "the lease " + fence.nonce() + " was broken by "
                                + now.reason().orElse("somebody")
                        : "the lease " + fence.nonce() + " is another process's by now: " + Leases.words(now);
        return new LedgerException(
                ProblemCode.LEASE_LOST, what, "look at flexy:lock and flexy:history, then type the same command again");
    }

    /** Gives the lease back, if it is still held. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            for (Lease now = store.lease().lease();
                    now.admits(fence);
                    now = store.lease().lease()) {
                if (store.replace(now, now.released(clock.now()))) {
                    return;
                }
            }
        } catch (LedgerException e) {
            // It expires by itself, and at once for whoever sees that this process is gone.
        }
    }
}
