package io.github.flexyfleet.fleet.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The weakest layer in words, for explanations; a test holds it against what the readers do. */
final class BuiltIn {
    private static final Map<List<String>, String> VALUES = Map.ofEntries(
            entry("x509", "auth"),
            entry("files", "certificate", "custody"),
            entry("self", "certificate", "issuer"),
            entry("rsa-2048", "certificate", "key"),
            entry("80%", "certificate", "renewAt"),
            entry("3650d", "certificate", "validity"),
            entry("permanent", "connection"),
            entry("15m", "heartbeat"),
            entry("S1", "hub", "tier"),
            entry("1", "hub", "units"),
            entry("7d", "spool", "age"),
            entry("dropOldest", "spool", "full"),
            entry("4MB", "spool", "size"),
            entry("30s", "spool", "write"),
            entry("false", "takeOver"),
            entry("m2web.talk2m.com", "talk2m", "server"),
            entry("UTC", "timeZone"),
            entry("mqtt", "transport"));

    private BuiltIn() {}

    private static Map.Entry<List<String>, String> entry(String value, String... path) {
        return Map.entry(List.of(path), value);
    }

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
