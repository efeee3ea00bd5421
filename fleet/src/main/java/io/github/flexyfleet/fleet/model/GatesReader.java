package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.source.ListValue;
import io.github.flexyfleet.fleet.source.MapValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what a wave has to show. */
final class GatesReader {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private final Findings findings;

    GatesReader(Findings findings) {
        this.findings = findings;
    }

    /** The gates of a rollout or a wave; empty when nothing is said of them. */
    Optional<List<GateRule>> read(MapValue map) {
        return map.list("gates").map(this::rules);
    }

    private List<GateRule> rules(ListValue list) {
        return list.items().stream()
                .filter(MapValue.class::isInstance)
                .flatMap(item -> rule((MapValue) item).stream())
                .toList();
    }

    private Optional<GateRule> rule(MapValue map) {
        GateRule.Shows shows = new GateRule.Shows(
                duration(map, "connectedFor", SECOND),
                number(map, "messages"),
                number(map, "fresh"),
                map.get("noNewErrors").filter(Scalars::isTrue).isPresent());
        if (shows.nothing()) {
            findings.add(FindingCode.EMPTY_GATE, map.span(), "the gate does not say what has to be shown");
            return Optional.empty();
        }
        Duration within = duration(map, "within", SECOND).orElse(GateRule.DEFAULT_WITHIN);
        if (shows.connectedFor().filter(wanted -> wanted.compareTo(within) >= 0).isPresent()) {
            findings.add(
                    FindingCode.GATE_RANGE,
                    map.entry("connectedFor").orElseThrow().value().span(),
                    "nobody is connected for so long within " + within.toSeconds() + " s",
                    "write a within: that is longer than connectedFor");
        }
        return Optional.of(new GateRule(
                shows,
                duration(map, "initialDelay", Duration.ZERO).orElse(Duration.ZERO),
                within,
                number(map, "consecutive").orElse(1),
                map.get("dryRun").filter(Scalars::isTrue).isPresent()));
    }

    private Optional<Duration> duration(MapValue map, String key, Duration least) {
        return map.get(key).flatMap(value -> Scalars.duration(value, least, WEEK, FindingCode.GATE_RANGE, findings));
    }

    private static OptionalInt number(MapValue map, String key) {
        Optional<Integer> number = Scalars.integer(map, key).filter(found -> found >= 1);
        return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
    }
}
