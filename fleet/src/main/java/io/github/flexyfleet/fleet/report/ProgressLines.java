package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.Verdict;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A rollout's events as plain lines, for a log. */
public final class ProgressLines {
    private ProgressLines() {}

    /** The line for an event. */
    public static String line(RolloutEvent event) {
        if (event instanceof RolloutEvent.Started started) {
            return "rolling out to " + started.devices()
                    + (started.devices() == 1 ? " device" : " devices") + " in " + started.waves() + " wave"
                    + (started.waves() == 1 ? "" : "s");
        }
        if (event instanceof RolloutEvent.CallsLeft calls) {
            return CallLines.before(calls);
        }
        if (event instanceof RolloutEvent.WaveStarted wave) {
            return "wave " + wave.number() + " (" + wave.name() + "): " + wave.devices()
                    + (wave.devices() == 1 ? " device" : " devices");
        }
        if (event instanceof RolloutEvent.Soaking soaking) {
            return "wave " + soaking.number() + " (" + soaking.name() + "): soaking for " + words(soaking.soak());
        }
        if (event instanceof RolloutEvent.GatesHeld gates) {
            return "wave " + gates.number() + " (" + gates.name() + "): gates for " + gates.devices()
                    + (gates.devices() == 1 ? " device" : " devices") + ", within " + words(gates.longest());
        }
        if (event instanceof RolloutEvent.GateJudged judged) {
            return judged.device() + ": gate " + words(judged.verdict()) + (judged.dryRun() ? " (dry run)" : "") + ": "
                    + judged.words();
        }
        if (event instanceof RolloutEvent.Waiting waiting) {
            return "waiting: " + waiting.reason()
                    + waiting.until()
                            .map(until -> ", until " + until.truncatedTo(ChronoUnit.SECONDS) + " at the latest")
                            .orElse("");
        }
        if (event instanceof RolloutEvent.StageReached reached) {
            return reached.device() + ": " + reached.stage().words();
        }
        if (event instanceof RolloutEvent.IdentitiesTended tended) {
            return tended.words();
        }
        if (event instanceof RolloutEvent.DeviceFinished finished) {
            DeviceResult result = finished.result();
            Optional<String> problem = result.problem().map(DeviceProblem::toString);
            return result.target().device() + ": " + ConsoleReport.words(result.outcome())
                    + problem.map(words -> ": " + words).orElse("");
        }
        if (event instanceof RolloutEvent.Stopped stopped) {
            return "stopped: " + stopped.reason();
        }
        throw new IllegalStateException("unknown event " + event);
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "passed";
            case FAIL -> "failed";
            case INCONCLUSIVE -> "inconclusive";
        };
    }

    private static String words(Duration soak) {
        return soak.toSeconds() < 120 ? soak.toSeconds() + " s" : soak.toMinutes() + " min";
    }
}
