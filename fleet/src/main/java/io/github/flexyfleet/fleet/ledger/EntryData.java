package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What entries tell of the things that happen in a rollout. */
final class EntryData {
    private EntryData() {}

    static Map<String, String> of(RolloutEvent.WaveStarted wave) {
        return Map.of(
                "number", Integer.toString(wave.number()),
                "name", wave.name(),
                "devices", Integer.toString(wave.devices()));
    }

    static Map<String, String> of(RolloutEvent.WaveApproved wave) {
        return Map.of("number", Integer.toString(wave.number()), "name", wave.name(), "by", wave.by());
    }

    static Map<String, String> of(RolloutEvent.GateJudged gate) {
        return Map.of(
                "wave", Integer.toString(gate.wave()),
                "verdict", gate.verdict().name().toLowerCase(Locale.ROOT) + (gate.dryRun() ? " (dry run)" : ""),
                "words", gate.words());
    }

    static Map<String, String> of(DeviceResult result) {
        Map<String, String> data = new TreeMap<>();
        data.put("outcome", words(result.outcome()));
        data.put("digest", result.target().digest().hex());
        data.put("wave", Integer.toString(result.wave()));
        data.put("calls", Integer.toString(result.calls()));
        result.failureClass().ifPresent(kind -> data.put("class", kind.name()));
        result.problem().ifPresent(problem -> {
            data.put("code", problem.code().id());
            data.put("what", problem.what());
        });
        return data;
    }

    static Map<String, String> of(RolloutResult result) {
        Map<String, String> data = new TreeMap<>();
        data.put("result", result.nothingToDo() ? "nothing to do" : result.done() ? "done" : settled(result));
        for (Outcome outcome : Outcome.values()) {
            if (result.count(outcome) > 0) {
                data.put(words(outcome), Long.toString(result.count(outcome)));
            }
        }
        data.put("calls", Integer.toString(result.calls()));
        return data;
    }

    private static String settled(RolloutResult result) {
        return result.settled() ? "debts" : "failed";
    }

    static String words(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
