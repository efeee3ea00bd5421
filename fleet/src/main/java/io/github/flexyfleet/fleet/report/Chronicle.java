package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.report.RolloutStory.Doing;
import io.github.flexyfleet.fleet.report.RolloutStory.Judged;
import io.github.flexyfleet.fleet.report.RolloutStory.Phase;
import io.github.flexyfleet.fleet.report.RolloutStory.Step;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes down the story of a rollout while it happens. Thread-safe. */
public final class Chronicle implements Consumer<RolloutEvent> {
    private final InstantSource clock;
    private final List<Phase> phases = new ArrayList<>();
    private final Map<DeviceId, List<Step>> steps = new HashMap<>();
    private final List<Judged> judged = new ArrayList<>();
    private final List<Step> halts = new ArrayList<>();
    private int wave = 1;
    private Doing doing = Doing.WORK;
    private Instant began;

    /** Begins with a rollout's first event. */
    public Chronicle(InstantSource clock) {
        this.clock = clock;
        this.began = clock.instant();
    }

    @Override
    public synchronized void accept(RolloutEvent event) {
        Instant now = clock.instant();
        if (event instanceof RolloutEvent.Started) {
            begin(1, Doing.WORK, now);
        } else if (event instanceof RolloutEvent.WaveStarted started) {
            begin(started.number(), Doing.WORK, now);
        } else if (event instanceof RolloutEvent.Soaking soaking) {
            begin(soaking.number(), Doing.SOAK, now);
        } else if (event instanceof RolloutEvent.GatesHeld held) {
            begin(held.number(), Doing.GATES, now);
        } else if (event instanceof RolloutEvent.Waiting) {
            begin(wave, Doing.WAIT, now);
        } else if (event instanceof RolloutEvent.StageReached reached) {
            if (doing == Doing.WAIT) {
                begin(wave, Doing.WORK, now);
            }
            step(reached.device(), now, reached.stage().words());
        } else if (event instanceof RolloutEvent.DeviceFinished finished) {
            ended(finished.result(), now);
        } else if (event instanceof RolloutEvent.GateJudged gate) {
            judged.add(new Judged(now, gate.wave(), gate.device(), gate.verdict(), gate.words(), gate.dryRun()));
        } else if (event instanceof RolloutEvent.Stopped stopped) {
            halts.add(new Step(now, stopped.reason()));
        }
    }

    private void ended(DeviceResult result, Instant now) {
        if (result.outcome() != Outcome.NOT_STARTED) {
            step(result.target().device(), now, ConsoleReport.words(result.outcome()));
        }
    }

    private void step(DeviceId device, Instant now, String words) {
        steps.computeIfAbsent(device, id -> new ArrayList<>()).add(new Step(now, words));
    }

    private void begin(int number, Doing next, Instant now) {
        if (began.isBefore(now)) {
            phases.add(new Phase(wave, doing, began, now));
        }
        wave = number;
        doing = next;
        began = now;
    }

    /** What happened up to now. */
    public synchronized RolloutStory story() {
        List<Phase> all = new ArrayList<>(phases);
        Instant now = clock.instant();
        if (began.isBefore(now)) {
            all.add(new Phase(wave, doing, began, now));
        }
        return new RolloutStory(all, steps, judged, halts);
    }
}
