package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.gateway.AccountFigures;
import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.rollout.AdaptiveLimit;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.EndText;
import io.github.flexyfleet.fleet.rollout.HubIdentities;
import io.github.flexyfleet.fleet.rollout.Rollout;
import io.github.flexyfleet.fleet.rollout.RolloutConditions;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutJob;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.fleet.rollout.StopCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A rollout on which several runners work, as one of them does it: it works on the devices that may begin, and leads when
 * nobody else does. One use.
 */
public final class SharedRollout {
    /** So often a runner looks whether it has to lead, and whether all is done. */
    private static final Duration LOOK = Duration.ofMillis(300);

    private final Parts parts;
    private final Once listener;
    private final Consumer<Optional<Consumer<String>>> running;

    /**
     * What a runner works with.
     *
     * @param links opens the accounts, as late as possible: that costs calls
     * @param identities the hub's registry
     * @param events messages at the hub
     * @param settings bounds
     * @param conditions what others are asked for, when this runner leads
     * @param pace clock
     * @param figures what this runner did with the accounts so far
     * @param aftermath what is done once all devices have ended, by the runner that leads then
     */
    public record Parts(
            OpenLinks links,
            HubIdentities identities,
            Optional<EventFeed> events,
            RolloutSettings settings,
            RolloutConditions conditions,
            Pace pace,
            Supplier<List<AccountFigures>> figures,
            Aftermath aftermath) {}

    /** What is done once all devices have ended. */
    @FunctionalInterface
    public interface Aftermath {
        /** Nothing. */
        Aftermath NONE = (results, stopped, mayWrite, listener) -> {};

        /**
         * Does it.
         *
         * @param stopped whether the rollout was stopped
         * @param mayWrite asked before each write: whether this runner still leads
         */
        void after(
                List<DeviceResult> results, boolean stopped, BooleanSupplier mayWrite, Consumer<RolloutEvent> listener);
    }

    /** Opens the accounts. */
    @FunctionalInterface
    public interface OpenLinks {
        /** Links to all devices. */
        DeviceLinks open() throws DeviceProblemException;
    }

    /**
     * Prepares it.
     *
     * @param listener hears of progress, from several threads
     * @param running is told how what runs can be stopped, with a reason; empty when nothing runs any more
     */
    public SharedRollout(Parts parts, Consumer<RolloutEvent> listener, Consumer<Optional<Consumer<String>>> running) {
        this.parts = parts;
        this.listener = new Once(listener);
        this.running = running;
    }

    /**
     * Does the job together with all who say the same name.
     *
     * @param runner this process among them
     * @param limit how much it does at a time
     * @throws DeviceProblemException when it cannot go on; the others do
     */
    public RolloutResult deploy(RolloutJob job, RunHead head, Runner runner, AdaptiveLimit limit)
            throws DeviceProblemException, InterruptedException {
        Part part = new Part(job, runner, limit);
        try {
            return deploy(part, head);
        } catch (InterruptedException e) {
            part.interrupt();
            throw e;
        } finally {
            part.end();
            running.accept(Optional.empty());
        }
    }

    private RolloutResult deploy(Part part, RunHead head) throws DeviceProblemException, InterruptedException {
        running.accept(Optional.of(part::askToStop));
        while (true) {
            Runner.Turn turn = part.runner.turn(head);
            if (turn instanceof Runner.Turn.Ended ended) {
                return EndText.result(part.job.targets(), ended.result());
            }
            if (turn instanceof Runner.Turn.Lead lead) {
                Optional<RolloutResult> result = part.lead(lead.leader());
                if (result.isPresent()) {
                    return result.get();
                }
                running.accept(Optional.of(part::askToStop));
            }
            if (turn instanceof Runner.Turn.Help help && help.begun()) {
                part.help();
            }
            parts.pace().pause(LOOK);
        }
    }

    /** What this runner does of it. */
    private final class Part {
        private final RolloutJob job;
        private final Runner runner;
        private final AdaptiveLimit limit;
        private final Instant started = parts.pace().now();
        private Optional<DeviceLinks> open = Optional.empty();
        private Optional<TakenWork> source = Optional.empty();
        private Optional<Rollout> first = Optional.empty();
        private Optional<Thread> hands = Optional.empty();

        Part(RolloutJob job, Runner runner, AdaptiveLimit limit) {
            this.job = job;
            this.runner = runner;
            this.limit = limit;
        }

        private DeviceLinks links() throws DeviceProblemException {
            if (open.isEmpty()) {
                open = Optional.of(parts.links().open());
            }
            return open.get();
        }

        /** All of them see the same messages at the hub. */
        private Rollout rollout(DeviceLinks all, HubIdentities identities, Consumer<RolloutEvent> hears) {
            Rollout made = first.map(other -> other.beside(all, identities, hears))
                    .orElseGet(() -> new Rollout(
                            all,
                            identities,
                            parts.events(),
                            parts.settings(),
                            parts.conditions(),
                            parts.pace(),
                            hears));
            first = first.or(() -> Optional.of(made));
            return made;
        }

        /** Leads until the rollout has ended; empty when it must leave that to another one. */
        Optional<RolloutResult> lead(Leader leader) throws DeviceProblemException, InterruptedException {
            try (leader) {
                leader.check();
                DeviceLinks all = links();
                leader.open();
                RunRecord record = leader.record();
                Consumer<RolloutEvent> heard = record.hearing(listener);
                Rollout rollout = rollout(record.links(all), record.identities(parts.identities()), heard);
                leader.halt().ifPresent(halt -> rollout.stop(halt.cause(), halt.reason()));
                running.accept(Optional.of(reason -> rollout.stop(StopCause.REQUEST, reason)));
                record.stops(rollout::stop);
                work();
                List<DeviceResult> ended = rollout.run(job.plan(), limit, leader.tasks(rollout::stop));
                parts.aftermath().after(ended, rollout.stopped().isPresent(), record::mayWrite, heard);
                RolloutResult result = job.result(
                        started,
                        rollout,
                        ended,
                        leader.figures(parts.figures().get()),
                        parts.conditions().debts());
                return leader.end(result) ? Optional.of(result) : Optional.empty();
            }
        }

        /** Works for another one that leads. */
        void help() throws DeviceProblemException {
            if (hands.isEmpty()) {
                listener.accept(new RolloutEvent.Started(
                        job.targets().size(), job.plan().waves().size()));
                listener.accept(new RolloutEvent.Waiting(
                        "another runner leads the rollout; this one works on its devices", Optional.empty()));
                work();
            }
        }

        /** Begins to work on devices that may begin, whoever leads. */
        private void work() throws DeviceProblemException {
            if (hands.isPresent()) {
                return;
            }
            DeviceLinks all = links();
            Runner.Work work = runner.work(job.byDevice(), parts.figures());
            Rollout rollout = rollout(work.links(all), work.identities(parts.identities()), listener);
            source = Optional.of(work.source());
            Thread thread = new Thread(() -> help(rollout, work.source()), "devices");
            hands = Optional.of(thread);
            thread.start();
        }

        private void help(Rollout rollout, TakenWork from) {
            try {
                rollout.help(job.plan(), limit, from.telling(listener));
            } catch (InterruptedException e) {
                // What was under way is another runner's when this one's lease has ended.
                Thread.currentThread().interrupt();
            }
        }

        void askToStop(String reason) {
            try {
                runner.askToStop(reason);
            } catch (DeviceProblemException e) {
                source.ifPresent(TakenWork::finish);
            }
        }

        /** Ends at once what is under way. */
        void interrupt() {
            hands.ifPresent(Thread::interrupt);
        }

        /** Takes no further device, and returns when those under way are finished. */
        void end() {
            source.ifPresent(TakenWork::finish);
            boolean interrupted = false;
            while (hands.filter(Thread::isAlive).isPresent()) {
                try {
                    hands.get().join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    interrupt();
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
