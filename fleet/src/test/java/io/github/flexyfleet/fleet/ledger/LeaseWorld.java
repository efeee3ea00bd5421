package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.gateway.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Machines with clocks of their own, in a time that passes only when somebody waits. */
final class LeaseWorld {
    static final LeaseTimes TIMES = LeaseTimes.standard();
    private static final Duration STEP = Duration.ofSeconds(1);

    private final List<Machine> machines = new ArrayList<>();
    private Duration passed = Duration.ZERO;

    /** A machine whose wall clock is wrong by this much. */
    Machine machine(String name, Duration wrongBy) {
        Machine machine = new Machine(name, wrongBy);
        machines.add(machine);
        return machine;
    }

    /** Time passes for all machines; what beats on those that are awake, beats. */
    synchronized void pass(Duration time) {
        for (Duration done = Duration.ZERO; done.compareTo(time) < 0; done = done.plus(STEP)) {
            Duration step = time.compareTo(STEP) < 0 ? time : STEP;
            passed = passed.plus(step);
            for (Machine machine : List.copyOf(machines)) {
                machine.pass(step);
            }
        }
    }

    /** One of them. */
    final class Machine {
        private final String name;
        private final List<Beat> beats = new ArrayList<>();
        private Duration wrongBy;
        private Duration run = Duration.ZERO;
        private boolean paused;
        private boolean suspended;

        private Machine(String name, Duration wrongBy) {
            this.name = name;
            this.wrongBy = wrongBy;
        }

        /** Its processes are stopped; the clocks go on. */
        Machine pause(boolean on) {
            paused = on;
            return this;
        }

        /** It sleeps: when it wakes up, only the wall clock knows. */
        Machine suspend(boolean on) {
            suspended = on;
            paused = on;
            return this;
        }

        /** Somebody sets its wall clock. */
        void setClock(Duration wrong) {
            wrongBy = wrong;
        }

        private void pass(Duration step) {
            run = suspended ? run : run.plus(step);
            if (!paused) {
                for (Beat beat : List.copyOf(beats)) {
                    beat.pass(step);
                }
            }
        }

        /** Its process; nobody can look at it from another machine. */
        Holder process(long pid) {
            return new Holder("ada", name, name, pid, Instant.EPOCH);
        }

        LedgerClock clock() {
            Pace pace = new Pace() {
                @Override
                public Instant now() {
                    return Instant.parse("2026-11-22T20:00:00Z").plus(passed).plus(wrongBy);
                }

                @Override
                public void pause(Duration duration) {
                    LeaseWorld.this.pass(duration);
                }
            };
            return new LedgerClock(pace, () -> run.toNanos());
        }

        Heart heart() {
            return (pause, work) -> {
                Beat beat = new Beat(pause, work);
                beats.add(beat);
                return () -> beats.remove(beat);
            };
        }

        Leases leases(LedgerStore store, long pid) {
            return new Leases(store, process(pid), TIMES, clock(), new Random(name.hashCode() + pid));
        }

        /** Takes the lease and keeps it by its heart. */
        HeldLease take(LedgerStore store, long pid) throws Exception {
            HeldLease lease = leases(store, pid).take();
            heart().every(TIMES.beat(), lease::beat);
            return lease;
        }

        Ledger ledger(LedgerStore store, long pid) {
            return new Ledger(
                    store,
                    leases(store, pid),
                    new Ledger.Surroundings(process(pid), Optional.of("0123abcd"), TIMES, clock(), heart()));
        }
    }

    /** Work that is done again and again. */
    private static final class Beat {
        private final Duration pause;
        private final Runnable work;
        private Duration waited = Duration.ZERO;

        Beat(Duration pause, Runnable work) {
            this.pause = pause;
            this.work = work;
        }

        void pass(Duration step) {
            waited = waited.plus(step);
            if (waited.compareTo(pause) >= 0) {
                waited = Duration.ZERO;
                work.run();
            }
        }
    }
}
