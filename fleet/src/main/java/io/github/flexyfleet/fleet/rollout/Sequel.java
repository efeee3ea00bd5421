package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What lies between two waves: looking at the one that has ended, and the approval of the next one. For one thread. */
final class Sequel {
    /** So often an approval is looked for. */
    private static final Duration APPROVAL_EVERY = Duration.ofSeconds(10);

    private final DeviceLinks links;
    private final Workshop workshop;
    private final RolloutConditions conditions;
    private final WavePlan plan;
    private final WaveWork.Tracks tracks;
    private final AdaptiveLimit limit;
    private final Pace patient;

    Sequel(
            DeviceLinks links,
            Workshop workshop,
            RolloutConditions conditions,
            WavePlan plan,
            WaveWork.Tracks tracks,
            AdaptiveLimit limit) {
        this.links = links;
        this.workshop = workshop;
        this.conditions = conditions;
        this.plan = plan;
        this.tracks = tracks;
        this.limit = limit;
        this.patient = new PatientPace(workshop.pace(), tracks.stops());
    }

    /** Waits for a wave's approval as long as there is patience; says what is missing when it does not come. */
    Optional<String> approved(int number, WavePlan.Wave wave) throws InterruptedException {
        if (!wave.approved() || tracks.tasks().passed(number)) {
            return Optional.empty();
        }
        String missing = "wave " + number + " (" + wave.name() + ") waits for mvn flexy:approve -Dflexy.wave="
                + wave.name() + ", then deploy again";
        boolean told = false;
        while (!tracks.stops().over()) {
            try {
                Optional<Approvals.Approval> approval = conditions.approvals().of(WaveKey.of(wave));
                if (approval.isPresent()) {
                    tell(new RolloutEvent.WaveApproved(
                            number, wave.name(), approval.get().by()));
                    return Optional.empty();
                }
            } catch (IOException e) {
                return Optional.of(missing + " (" + e.getMessage() + ")");
            }
            Instant now = workshop.pace().now();
            if (!now.isBefore(tracks.patience())) {
                return Optional.of(missing);
            }
            if (!told) {
                tell(new RolloutEvent.Waiting(missing, Optional.of(tracks.patience())));
                told = true;
            }
            Duration left = Duration.between(now, tracks.patience());
            patient.pause(left.compareTo(APPROVAL_EVERY) < 0 ? left : APPROVAL_EVERY);
        }
        return Optional.empty();
    }

    /**
     * Looks at a wave that has ended, and stops the rollout when it does not show that the change is right.
     *
     * @return the results as they are then, in their order
     */
    List<DeviceResult> after(int number, WavePlan.Wave wave, List<DeviceResult> ended) throws InterruptedException {
        if (tracks.stops().over() || tracks.tasks().passed(number)) {
            return ended;
        }
        List<DeviceResult> now = look(number, wave, ended);
        now.stream().filter(result -> !ended.contains(result)).forEach(tracks.tasks()::changed);
        if (!tracks.stops().over()) {
            tracks.tasks().pass(number);
        }
        return now;
    }

    private List<DeviceResult> look(int number, WavePlan.Wave wave, List<DeviceResult> ended)
            throws InterruptedException {
        boolean last = number == plan.waves().size();
        Optional<String> closed = last ? Optional.empty() : WaveGate.closedBy(number, wave.name(), ended);
        if (closed.isPresent()) {
            Optional<String> waits = WaveGate.waitsFor(number, wave.name(), ended);
            waits.ifPresentOrElse(tracks.stops()::waitFor, () -> tracks.stops().halt(closed.get()));
            return ended;
        }
        List<DeviceResult> now = gates(number, wave, ended);
        boolean changed = now.stream().anyMatch(result -> result.outcome() == Outcome.CONFIRMED);
        if (tracks.stops().over() || last || !changed || wave.soak().isZero()) {
            return now;
        }
        tell(new RolloutEvent.Soaking(number, wave.name(), wave.soak()));
        List<DeviceResult> soaked = new Soak(links, workshop.settings(), patient, tracks.stops(), limit).of(wave, now);
        for (DeviceResult result : soaked) {
            if (result.outcome() != Outcome.CONFIRMED && !now.contains(result)) {
                fellIll(result);
            }
        }
        if (!tracks.stops().over()) {
            WaveGate.closedBy(number, wave.name(), soaked).ifPresent(tracks.stops()::halt);
        }
        return soaked;
    }

    private List<DeviceResult> gates(int number, WavePlan.Wave wave, List<DeviceResult> ended)
            throws InterruptedException {
        WaveKey key = WaveKey.of(wave);
        boolean changed = ended.stream().anyMatch(result -> result.outcome() == Outcome.CONFIRMED);
        boolean binding = wave.gates().stream().anyMatch(rule -> !rule.dryRun());
        boolean owed;
        try {
            owed = binding && conditions.owed().owes(key);
            if (changed && binding) {
                conditions.owed().owe(key);
            }
        } catch (IOException e) {
            tracks.stops().halt("wave " + number + " (" + wave.name() + "): " + e.getMessage());
            return ended;
        }
        if (wave.gates().isEmpty() || !(changed || owed)) {
            return ended;
        }
        GateJudge judge = judge();
        List<GatedDevice> gated = gated(ended, owed);
        Gates.Result result = new Gates(judge, patient, workshop.listener(), tracks.stops()).judge(number, wave, gated);
        List<DeviceResult> now = new ArrayList<>();
        for (DeviceResult device : ended) {
            Optional<String> failed = Optional.ofNullable(result.failed().get(device.target()));
            int calls = judge.calls(device.target());
            now.add(failed.map(words -> failed(device, calls, words)).orElse(device.after(calls)));
        }
        result.closed().ifPresent(tracks.stops()::halt);
        now.stream()
                .filter(device -> result.failed().containsKey(device.target()))
                .forEach(this::fellIll);
        // Of a wave that nobody reaches nothing was shown.
        if (result.closed().isEmpty() && !gated.isEmpty() && !tracks.stops().over()) {
            try {
                conditions.owed().paid(key);
            } catch (IOException e) {
                tracks.stops().halt("wave " + number + " (" + wave.name() + "): " + e.getMessage());
            }
        }
        return now;
    }

    /** Devices that were changed now, and, when an earlier run left the gates open, those that were changed then. */
    private List<GatedDevice> gated(List<DeviceResult> ended, boolean owed) {
        List<GatedDevice> devices = new ArrayList<>();
        for (DeviceResult result : ended) {
            boolean judged = result.outcome() == Outcome.CONFIRMED || (owed && result.outcome() == Outcome.UNCHANGED);
            Baseline baseline = tracks.baselines().get(result.target().device());
            if (judged && baseline != null) {
                Map<String, Duration> periods = plan.needsOf(result.target()).periods();
                devices.add(new GatedDevice(result.target(), baseline, periods));
            }
        }
        return devices;
    }

    private GateJudge judge() {
        StatusCalls calls = new StatusCalls(links, workshop.settings(), limit, workshop.pace()::now);
        return workshop.board()
                .<GateJudge>map(board -> new HubJudge(board, calls, workshop.settings(), workshop.pace()))
                .orElseGet(() -> new StatusJudge(calls, workshop.settings(), workshop.pace()));
    }

    private DeviceResult failed(DeviceResult device, int calls, String words) {
        DeviceResult failed = device.endedAs(
                Outcome.FAILED,
                calls,
                new DeviceProblem(
                        ProblemCode.GATE_FAILED,
                        "it was confirmed, but then " + words,
                        "look at flexy:logs of the device"));
        return Rollout.suspected(failed, tracks.suspects(), tracks.baselines());
    }

    private void fellIll(DeviceResult result) {
        tracks.partners().ended(result);
        tracks.tasks().changed(result);
        tell(new RolloutEvent.DeviceFinished(result));
        tracks.watch().fellIll(result).ifPresent(tracks.stops()::halt);
    }

    private void tell(RolloutEvent event) {
        workshop.listener().accept(event);
    }
}
