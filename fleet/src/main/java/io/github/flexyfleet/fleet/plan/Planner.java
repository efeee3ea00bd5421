package io.github.flexyfleet.fleet.plan;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.Wave;
import io.github.flexyfleet.fleet.plan.AppliedConfigurations.Applied;
import io.github.flexyfleet.fleet.plan.Observation.Seen;
import io.github.flexyfleet.fleet.talk2m.RuntimeState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Works out what a deploy would do, from what is wanted and what was observed. Pure but for the applied configurations that it reads. */
public final class Planner {
    /** Logins at three hosts and the list of devices. */
    private static final long CALLS_OF_AN_ACCOUNT = 4;

    private final Inputs inputs;
    private final Map<DeviceId, Observation> observed;
    private final AppliedConfigurations applied;
    private final Map<DeviceId, Integer> waves = new HashMap<>();

    /**
     * What a plan is made from, besides what is observed.
     *
     * @param tool what makes it
     * @param fleet the resolved fleet
     * @param targets what its devices shall run
     * @param commit the commit that the project stands at
     * @param concurrency devices worked on at the same time, at least 1
     */
    public record Inputs(
            Plan.Tool tool, Fleet fleet, List<DeviceTarget> targets, Optional<String> commit, int concurrency) {
        /** Takes a copy. */
        public Inputs {
            targets = List.copyOf(targets);
        }
    }

    private Planner(Inputs inputs, Map<DeviceId, Observation> observed, AppliedConfigurations applied) {
        this.inputs = inputs;
        this.observed = observed;
        this.applied = applied;
        int number = 0;
        for (Wave wave : inputs.fleet().rollout().waves()) {
            number++;
            for (DeviceId device : wave.devices()) {
                waves.put(device, number);
            }
        }
    }

    /**
     * The plan.
     *
     * @param observed what the devices run; nothing is known of those that are missing
     * @param applied what was applied before
     */
    public static Plan plan(Inputs inputs, Map<DeviceId, Observation> observed, AppliedConfigurations applied) {
        return new Planner(inputs, observed, applied).plan();
    }

    private Plan plan() {
        Map<DeviceId, Device> devices = new HashMap<>();
        inputs.fleet().devices().forEach(device -> devices.put(device.id(), device));
        List<PlannedDevice> planned = inputs.targets().parallelStream()
                .map(target -> planned(target, devices.get(target.device())))
                .toList();
        return new Plan(
                inputs.tool(),
                inputs.fleet().name(),
                inputs.commit(),
                inputs.concurrency(),
                RolloutForm.of(inputs.fleet().rollout()),
                planned,
                sums(planned));
    }

    private PlannedDevice planned(DeviceTarget target, Device device) {
        Observation seen = observed.getOrDefault(target.device(), Observation.NOTHING);
        Action action = action(target, seen);
        List<Change> changes = changes(target, device, seen, action);
        boolean bundle = !seen.digest().equals(Optional.of(target.digest()));
        int wave = waves.getOrDefault(target.device(), 1);
        PlannedDevice planned = new PlannedDevice(
                target.device(),
                new PlannedDevice.Way(
                        target.site(),
                        device.account(),
                        target.talk2mName(),
                        target.serial(),
                        target.handling().takeOver(),
                        target.handling().triggered()),
                wave,
                target.digest(),
                seen,
                action,
                changes,
                new Effort(0, 0, 0));
        return new PlannedDevice(
                planned.device(),
                planned.way(),
                wave,
                planned.wanted(),
                seen,
                action,
                changes,
                Effort.of(action, bundle, planned.changesCredential(), soaks(wave)));
    }

    private boolean soaks(int wave) {
        List<Wave> all = inputs.fleet().rollout().waves();
        return wave < all.size() && !all.get(wave - 1).soak().isZero();
    }

    private Action action(DeviceTarget target, Observation observation) {
        if (observation.seen().isEmpty()) {
            return unseen(target, observation);
        }
        Seen seen = observation.seen().get();
        if (!seen.runtime().equals(inputs.tool().runtime())) {
            return Action.UPDATE_RUNTIME;
        }
        boolean current =
                seen.state() == RuntimeState.CONFIRMED && seen.digest().equals(Optional.of(target.digest()));
        return current ? Action.NONE : Action.CONFIGURE;
    }

    /** A device that sleeps until it is woken is no debt: the deploy wakes it. */
    private static Action unseen(DeviceTarget target, Observation observation) {
        if (observation.by() == Observation.Means.STATUS) {
            return Action.INSTALL_RUNTIME;
        }
        boolean offline = observation.problem().equals(Optional.of(ProblemCode.OFFLINE))
                || observation.problem().equals(Optional.of(ProblemCode.TALK2M))
                || observation.problem().equals(Optional.of(ProblemCode.TALK2M_LIMIT));
        return offline && !target.handling().triggered() ? Action.UNREACHABLE : Action.UNKNOWN;
    }

    private List<Change> changes(DeviceTarget target, Device device, Observation observation, Action action) {
        return switch (action) {
            case NONE, UNREACHABLE, UNKNOWN -> List.of();
            case INSTALL_RUNTIME ->
                List.of(
                        Change.of(
                                Change.Kind.RUNTIME,
                                "runtime",
                                null,
                                inputs.tool().runtime()),
                        Change.of(Change.Kind.WHOLE, "the whole configuration", null, null));
            case CONFIGURE -> settings(target, device, observation.seen().orElseThrow());
            case UPDATE_RUNTIME -> {
                Seen seen = observation.seen().orElseThrow();
                List<Change> all = new ArrayList<>();
                all.add(Change.of(
                        Change.Kind.RUNTIME,
                        "runtime",
                        seen.runtime(),
                        inputs.tool().runtime()));
                all.addAll(settings(target, device, seen));
                yield all;
            }
        };
    }

    private List<Change> settings(DeviceTarget target, Device device, Seen seen) {
        if (seen.digest().isEmpty()) {
            return List.of(Change.of(Change.Kind.WHOLE, "the whole configuration", null, null));
        }
        Digest running = seen.digest().get();
        if (running.equals(target.digest())) {
            return List.of();
        }
        Applied wanted = AppliedConfigurations.of(target.bundle());
        Optional<Applied> before = applied.find(running);
        return before.isPresent()
                ? ConfigurationDiff.of(before.get(), wanted, new SettingPlaces(inputs.fleet(), device))
                : uncompared(running, wanted, seen);
    }

    /** Even of an unknown configuration the certificate is known: the device names it. */
    private static List<Change> uncompared(Digest running, Applied wanted, Seen seen) {
        List<Change> changes = new ArrayList<>();
        changes.add(Change.of(Change.Kind.UNCOMPARED, "configuration", running.abbreviated(), null));
        String fingerprint =
                wanted.device().path("certificate").path("fingerprint").asString("");
        Optional<String> now = seen.certificate().map(Fingerprint::hex);
        if (now.isPresent() && !now.get().equals(fingerprint)) {
            changes.add(Change.of(
                    Change.Kind.CREDENTIAL,
                    "certificate",
                    ConfigurationDiff.abbreviated(now.get()),
                    ConfigurationDiff.certificate(wanted.device().path("certificate"))));
        }
        return changes;
    }

    private Plan.Sums sums(List<PlannedDevice> planned) {
        TreeMap<String, Long> calls = new TreeMap<>();
        long hub = 0;
        for (PlannedDevice device : planned) {
            calls.merge(device.way().account(), (long) device.effort().calls(), (sum, more) -> sum + more);
            hub += device.effort().hubOperations();
        }
        calls.replaceAll((account, sum) -> sum + CALLS_OF_AN_ACCOUNT);
        return new Plan.Sums(calls, hub, seconds(planned));
    }

    /** Wave by wave: its devices side by side, and its soak when it changes anything and another wave follows. */
    private long seconds(List<PlannedDevice> planned) {
        List<Wave> all = inputs.fleet().rollout().waves();
        long[] work = new long[all.size()];
        long[] longest = new long[all.size()];
        boolean[] changes = new boolean[all.size()];
        for (PlannedDevice device : planned) {
            int wave = Math.min(device.wave(), all.size()) - 1;
            work[wave] += device.effort().seconds();
            longest[wave] = Math.max(longest[wave], device.effort().seconds());
            changes[wave] |= device.action().isPending();
        }
        long seconds = 0;
        for (int wave = 0; wave < all.size(); wave++) {
            seconds += Math.max(longest[wave], (work[wave] + inputs.concurrency() - 1) / inputs.concurrency());
            if (changes[wave] && wave < all.size() - 1) {
                seconds += all.get(wave).soak().toSeconds();
            }
        }
        return seconds;
    }
}
