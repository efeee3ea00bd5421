package io.github.flexyfleet.fleet.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The weakest layer in words, for explanations; a test holds it against what the readers do. */
final class BuiltIn {
    private static final Map<List<String>, String> VALUES = Map.of(
            List.of("certificate", "validity"), "3650d",
            List.of("connection"), "permanent",
            List.of("heartbeat"), "15m",
            List.of("hub", "tier"), "S1",
            List.of("hub", "units"), "1",
            List.of("takeOver"), "false",
            List.of("talk2m", "server"), "m2web.talk2m.com",
            List.of("timeZone"), "UTC");

    private BuiltIn() {}

    /** What holds at a path when no file says anything; every tag group has a format. */
    static Optional<LayerValue> at(List<String> path) {
        boolean format = path.size() == 3
                && path.get(0).equals("tagGroups")
                && path.get(2).equals("format");
        return Optional.ofNullable(format ? PayloadFormat.CLASSIC.word() : VALUES.get(path))
                .map(text -> new LayerValue(text, LayerValue.BUILT_IN, Optional.empty()));
    }

    /** Paths outside tag groups that have a value in any case and start with a name. */
    static List<List<String>> pathsOf(String name) {
        return VALUES.keySet().stream().filter(path -> path.get(0).equals(name)).toList();
    }
}
