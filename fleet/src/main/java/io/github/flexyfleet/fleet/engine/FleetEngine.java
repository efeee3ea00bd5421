package io.github.flexyfleet.fleet.engine;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceLink;
import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.DeviceLogs;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.LogLine;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.Released;
import io.github.flexyfleet.fleet.gateway.RuntimeRelease;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.ledger.AppliedDigests;
import io.github.flexyfleet.fleet.ledger.Ledger;
import io.github.flexyfleet.fleet.ledger.LedgerException;
import io.github.flexyfleet.fleet.ledger.RolloutHead;
import io.github.flexyfleet.fleet.ledger.RunHead;
import io.github.flexyfleet.fleet.ledger.RunRecord;
import io.github.flexyfleet.fleet.ledger.Runner;
import io.github.flexyfleet.fleet.ledger.SharedRollout;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.plan.Observations;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.plan.PlannedLinks;
import io.github.flexyfleet.fleet.probe.ProbeProfile;
import io.github.flexyfleet.fleet.probe.ProbeSettings;
import io.github.flexyfleet.fleet.rollout.AdaptiveLimit;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.rollout.Rollout;
import io.github.flexyfleet.fleet.rollout.RolloutConditions;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutJob;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.fleet.rollout.StopCause;
import io.github.flexyfleet.fleet.rollout.WavePlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Deploys a fleet and reads its state. One use at a time. */
public final class FleetEngine {
    private final Connections connections;
    private final RuntimeRelease release;
    private final RolloutSettings settings;
    private final RolloutConditions conditions;
    private final Pace pace;
    private final Optional<Ledger> ledger;
    private final UnaryOperator<DeviceLinks> around;
    private final Optional<String> runners;
    private final IdentityKeeper identities;
    /** Stops what runs, with a reason; shared with the engines that were made of this one. */
    private final AtomicReference<Consumer<String>> running;

    /** The same under no conditions. */
    public FleetEngine(Connections connections, RuntimeRelease release, RolloutSettings settings, Pace pace) {
        this(connections, release, settings, RolloutConditions.none(), pace);
    }

    /**
     * Sets up; reaches nothing yet.
     *
     * @param connections the way to the world
     * @param release the runtime that belongs to this tool
     * @param settings bounds of a rollout
     * @param conditions what a rollout has to ask others for
     * @param pace clock
     */
    public FleetEngine(
            Connections connections,
            RuntimeRelease release,
            RolloutSettings settings,
            RolloutConditions conditions,
            Pace pace) {
        this(
                connections,
                release,
                settings,
                conditions,
                pace,
                Optional.empty(),
                UnaryOperator.identity(),
                Optional.empty(),
                new IdentityKeeper(connections.registry(), connections.enrolling(), pace),
                new AtomicReference<>());
    }

    private FleetEngine(
            Connections connections,
            RuntimeRelease release,
            RolloutSettings settings,
            RolloutConditions conditions,
            Pace pace,
            Optional<Ledger> ledger,
            UnaryOperator<DeviceLinks> around,
            Optional<String> runners,
            IdentityKeeper identities,
            AtomicReference<Consumer<String>> running) {
        this.connections = connections;
        this.release = release;
        this.settings = settings;
        this.conditions = conditions;
        this.pace = pace;
        this.ledger = ledger;
        this.around = around;
        this.runners = runners;
        this.identities = identities;
        this.running = running;
    }

    private FleetEngine copy(
            Optional<Ledger> kept, UnaryOperator<DeviceLinks> wrapped, Optional<String> run, IdentityKeeper keeper) {
        return new FleetEngine(connections, release, settings, conditions, pace, kept, wrapped, run, keeper, running);
    }

    /** The same, which writes to devices only under the fleet's lease, and writes down what it does. */
    public FleetEngine with(Ledger fleets) {
        return copy(Optional.of(fleets), around, runners, identities);
    }

    /** The same, which may change the identities of these devices too, whoever made them. */
    public FleetEngine adopting(Set<DeviceId> devices) {
        return copy(ledger, around, runners, identities.adopting(devices));
    }

    /**
     * Lets no further device of the rollout that runs begin; those under way are finished. From any thread.
     *
     * @param reason in words, for the report
     * @return false when none runs
     */
    public boolean stop(String reason) {
        Consumer<String> stop = running.get();
        if (stop != null) {
            stop.accept(reason);
        }
        return stop != null;
    }

    /** The same engine, held to a plan: a device that runs neither what it saw nor what it wants is not written to. */
    public FleetEngine heldTo(Plan plan) {
        return copy(ledger, links -> new PlannedLinks(plan, around.apply(links)), runners, identities.heldTo(plan));
    }

    /**
     * The same as one of several runners of one rollout, which a database as ledger keeps together.
     *
     * @param run what they call it; all of them say the same, and no other run does
     */
    public FleetEngine among(String run) {
        return copy(ledger, around, Optional.of(run), identities);
    }

    /**
     * Finds out what devices run; writes nothing. Their twins are asked first, where the hub has some; devices whose twins
     * do not suffice are asked themselves, one Talk2M call each.
     *
     * @param twins whether the hub has twins
     * @param askDevices whether devices are asked; else nothing is known of those, and Talk2M gets no call
     * @throws DeviceProblemException when no Talk2M account can be asked for its devices
     */
    public Observations observe(List<DeviceTarget> targets, boolean twins, boolean askDevices)
            throws DeviceProblemException, InterruptedException {
        return completed(twins ? fromTwins(targets) : Observations.NONE, targets, askDevices);
    }

    /**
     * The same with the identities at the hub, which cost no call of their own where the hub has twins.
     *
     * @throws DeviceProblemException as {@link #observe(List, boolean, boolean)}
     */
    public Observations observe(Fleet fleet, List<DeviceTarget> targets, boolean askDevices)
            throws DeviceProblemException, InterruptedException {
        return completed(identities.observe(fleet, targets, this::applied), targets, askDevices);
    }

    private Observations completed(Observations fromHub, List<DeviceTarget> targets, boolean askDevices)
            throws DeviceProblemException, InterruptedException {
        List<DeviceTarget> open = targets.stream()
                .filter(target -> !fromHub.byDevice().containsKey(target.device()))
                .toList();
        return open.isEmpty() || !askDevices ? fromHub : fromHub.and(status(open));
    }

    /** Writes to the identities at the hub apart from any rollout. */
    public IdentityTasks tending() {
        return new IdentityTasks(identities, this::record);
    }

    private Observations fromTwins(List<DeviceTarget> targets) {
        List<DeviceId> devices = targets.stream().map(DeviceTarget::device).toList();
        try {
            return Observations.of(connections.registry().reported(devices), applied(devices));
        } catch (IotHubException | LedgerException e) {
            return Observations.without(e.getMessage());
        }
    }

    /** What was applied to devices last, as far as the ledger tells. */
    private Map<DeviceId, Digest> applied(List<DeviceId> devices) throws LedgerException {
        return ledger.isPresent() ? AppliedDigests.last(ledger.get(), devices) : Map.of();
    }

    /**
     * Takes every device to its wanted digest at once, on evidence, whatever happens to some of them.
     *
     * @param fleet name of the fleet, for the report
     * @param targets the devices, at least one
     * @param listener hears of progress, from several threads
     * @throws DeviceProblemException when no Talk2M account can be asked for its devices; nothing was done then
     */
    public RolloutResult deploy(String fleet, List<DeviceTarget> targets, Consumer<RolloutEvent> listener)
            throws DeviceProblemException, InterruptedException {
        IdentityKeeper.InRollout keeping = identities.within(fleet, targets);
        return deploy(fleet, WavePlan.atOnce(targets), Optional.empty(), keeping, targets, listener);
    }

    /**
     * Takes every device to its wanted digest, wave by wave, on evidence.
     *
     * @param fleet what is rolled out, and in which order
     * @param targets the devices, at least one
     * @param listener hears of progress, from several threads
     * @throws DeviceProblemException when no Talk2M account can be asked for its devices; nothing was done then
     */
    public RolloutResult deploy(Fleet fleet, List<DeviceTarget> targets, Consumer<RolloutEvent> listener)
            throws DeviceProblemException, InterruptedException {
        return deploy(
                fleet.name(),
                WavePlan.of(fleet, targets),
                fleet.rollout().debtDeadline(),
                identities.within(fleet, targets),
                targets,
                listener);
    }

    private RolloutResult deploy(
            String fleet,
            WavePlan plan,
            Optional<Duration> debtDeadline,
            IdentityKeeper.InRollout keeping,
            List<DeviceTarget> targets,
            Consumer<RolloutEvent> listener)
            throws DeviceProblemException, InterruptedException {
        RolloutJob job = new RolloutJob(fleet, plan, debtDeadline, targets);
        if (runners.isPresent() && ledger.isPresent()) {
            return among(job, ledger.get(), runners.get(), keeping, listener);
        }
        Instant started = pace.now();
        AdaptiveLimit limit = new AdaptiveLimit(plan.sideBySide().concurrencyOf(settings.concurrency()), pace);
        RolloutHead head = RolloutHead.of(fleet, release.version(), plan);
        try (RunRecord record = record();
                AccountSessions accounts = new AccountSessions(connections, targets, pace::now, limit)) {
            record.check(head);
            accounts.tellCallsLeft(listener);
            DeviceLinks links = accounts.links(visits().work(DeviceVisits.CALLS_OF_A_CHANGE));
            record.open(head);
            Consumer<RolloutEvent> heard = record.hearing(listener);
            Rollout rollout = new Rollout(
                    record.links(around.apply(links)),
                    record.identities(keeping.identities(heard)),
                    connections.events(),
                    settings,
                    conditions,
                    pace,
                    heard);
            running.set(reason -> rollout.stop(StopCause.REQUEST, reason));
            record.stops(rollout::stop);
            List<DeviceResult> results = new ArrayList<>(rollout.run(plan, limit));
            keeping.after(results, rollout.stopped().isPresent(), record::mayWrite, heard);
            RolloutResult result = job.result(started, rollout, results, accounts.figures(), conditions.debts());
            record.ended(result);
            return result;
        } finally {
            running.set(null);
        }
    }

    private RolloutResult among(
            RolloutJob job,
            Ledger shared,
            String run,
            IdentityKeeper.InRollout keeping,
            Consumer<RolloutEvent> listener)
            throws DeviceProblemException, InterruptedException {
        AdaptiveLimit limit = new AdaptiveLimit(job.plan().sideBySide().concurrencyOf(settings.concurrency()), pace);
        RolloutHead head = RolloutHead.of(job.fleet(), release.version(), job.plan());
        try (Runner runner = shared.join(run);
                AccountSessions accounts =
                        new AccountSessions(connections.counting(runner::calls), job.targets(), pace::now, limit)) {
            SharedRollout.OpenLinks links = () -> {
                accounts.tellCallsLeft(listener);
                return around.apply(accounts.links(visits().work(DeviceVisits.CALLS_OF_A_CHANGE)));
            };
            SharedRollout.Parts parts = new SharedRollout.Parts(
                    links,
                    keeping.identities(listener),
                    connections.events(),
                    settings,
                    conditions,
                    pace,
                    accounts::figures,
                    keeping::after);
            return new SharedRollout(parts, listener, stop -> running.set(stop.orElse(null)))
                    .deploy(job, RunHead.of(head, job.plan(), shared.commit()), runner, limit);
        }
    }

    private RunRecord record() throws DeviceProblemException, InterruptedException {
        return ledger.isPresent() ? ledger.get().begin() : RunRecord.none();
    }

    /** What the fleet file calls the Talk2M account through which a device is reached. */
    public String account(DeviceTarget target) {
        return connections.accountOf(target.device());
    }

    /**
     * Asks every device for its status; writes nothing.
     *
     * @throws DeviceProblemException when no Talk2M account can be asked for its devices
     */
    public List<DeviceState> status(List<DeviceTarget> targets) throws DeviceProblemException, InterruptedException {
        return visits().status(targets);
    }

    /**
     * Reads a device's logs; writes nothing.
     *
     * @param lines how many of each log at most, 1..200
     * @throws DeviceProblemException when the account or the device cannot be asked
     */
    public List<LogLine> logs(DeviceTarget target, int lines) throws DeviceProblemException, InterruptedException {
        return visits().to(target, link -> DeviceLogs.read(link, lines));
    }

    /**
     * Reads a device's logs after asking whether its user may run scripts; changes nothing.
     *
     * @throws DeviceProblemException when it may not, or as {@link #logs(DeviceTarget, int)}
     */
    public List<LogLine> rights(DeviceTarget target, int lines) throws DeviceProblemException, InterruptedException {
        return visits().to(target, link -> {
            link.tryScript();
            return DeviceLogs.read(link, lines);
        });
    }

    /**
     * Reads the logs of several devices, two calls each; writes nothing. A device that cannot be asked, or for which an
     * account has no calls left, is missing.
     *
     * @param lines how many of each log at most, 1..200
     */
    public Map<DeviceId, List<LogLine>> logs(List<DeviceTarget> targets, int lines) throws InterruptedException {
        return visits().logs(targets, lines);
    }

    /**
     * Takes the runtime off a device, puts back the programs that made way for it, and erases its private keys.
     *
     * @return how it was left
     * @throws DeviceProblemException when the account or the device cannot be asked, or the device does not do it
     */
    @SuppressWarnings("try") // the lease is held, not used
    public Released release(DeviceTarget target) throws DeviceProblemException, InterruptedException {
        try (RunRecord lease = record()) {
            return visits().to(target, DeviceLink::release);
        }
    }

    /**
     * Asks a spare gateway what a program can find out about it, and puts back what that changes.
     *
     * @param log hears what it costs at most, before it is spent, and of progress
     * @throws DeviceProblemException when it may not or cannot be probed, or something could not be put back
     */
    @SuppressWarnings("try") // the lease is held, not used
    public ProbeProfile probe(DeviceTarget target, ProbeSettings wanted, Consumer<String> log)
            throws DeviceProblemException, InterruptedException {
        try (RunRecord lease = record()) {
            return new ProbeVisit(connections, settings, pace).probe(target, wanted, log);
        }
    }

    private DeviceVisits visits() {
        return new DeviceVisits(connections, release, settings, pace);
    }
}
