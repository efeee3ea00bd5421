package io.github.flexyfleet.fleet.plan;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What a {@code device.json} says, under the names that the fleet language has for it. A tag group is a map of its own, so
 * that one that comes or goes is one change.
 */
final class Settings {
    private Settings() {}

    /** The settings outside of tag groups. */
    static SortedMap<String, String> single(JsonNode device) {
        SortedMap<String, String> settings = new TreeMap<>();
        text(settings, "fleet", device.path("fleet"));
        text(settings, "site", device.path("site"));
        text(settings, "device", device.path("device"));
        JsonNode hub = device.path("hub");
        text(settings, "hub.host", hub.path("host"));
        settings.put("hub.tier", hub.path("twin").asBoolean(false) ? "with twins" : "without twins");
        settings.put("transport", hub.path("transport").asString("mqtt"));
        settings.put("auth", hub.path("auth").asString("x509"));
        settings.put("keep-alive", duration(hub.path("keepAliveSeconds").asLong(0)));
        settings.put("heartbeat", duration(device.path("heartbeatSeconds").asLong(0)));
        JsonNode spool = device.path("spool");
        if (spool.isObject()) {
            settings.put("spool.size", spool.path("bytes").asString("") + " bytes");
            settings.put("spool.age", duration(spool.path("ageSeconds").asLong(0)));
            settings.put("spool.write", duration(spool.path("writeSeconds").asLong(0)));
            settings.put("spool.full", spool.path("stopWhenFull").asBoolean(false) ? "stop" : "dropOldest");
        }
        device.path("writable")
                .forEach(rule -> settings.put("writable." + rule.path("name").asString(""), limits(rule)));
        return settings;
    }

    /** The tag groups by name, each with its settings. */
    static SortedMap<String, SortedMap<String, String>> groups(JsonNode device) {
        SortedMap<String, SortedMap<String, String>> groups = new TreeMap<>();
        device.path("groups").forEach(group -> groups.put(group.path("name").asString(""), group(group)));
        return groups;
    }

    private static SortedMap<String, String> group(JsonNode group) {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("groups", letters(group.path("flexyGroups").asString("")));
        settings.put("push.onChange", duration(group.path("onChangeSeconds").asLong(0)));
        settings.put("push.full", duration(group.path("fullSeconds").asLong(0)));
        text(settings, "format", group.path("format"));
        list(settings, "names", group.path("names"));
        list(settings, "types", group.path("types"));
        group.path("deadband")
                .properties()
                .forEach(size -> settings.put(
                        "deadband",
                        size.getValue().asString("") + (size.getKey().equals("percent") ? "%" : "")));
        if (group.has("minIntervalSeconds")) {
            settings.put(
                    "minInterval", duration(group.path("minIntervalSeconds").asLong(0)));
        }
        text(settings, "history", group.path("history"));
        group.path("properties")
                .properties()
                .forEach(property -> text(settings, "properties." + property.getKey(), property.getValue()));
        return settings;
    }

    /** A whole tag group in one line. */
    static String line(Map<String, String> group) {
        return group.entrySet().stream()
                .map(setting -> setting.getKey() + " " + setting.getValue())
                .collect(Collectors.joining(", "));
    }

    private static void text(Map<String, String> settings, String name, JsonNode value) {
        if (!value.isMissingNode()) {
            settings.put(name, value.asString(""));
        }
    }

    private static void list(Map<String, String> settings, String name, JsonNode values) {
        if (values.isArray()) {
            settings.put(
                    name,
                    values.valueStream().map(value -> value.asString("")).collect(Collectors.joining(", ", "[", "]")));
        }
    }

    private static String letters(String letters) {
        return letters.chars().mapToObj(Character::toString).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String limits(JsonNode rule) {
        String min = rule.has("min") ? "min " + rule.path("min").asString("") : "";
        String max = rule.has("max") ? "max " + rule.path("max").asString("") : "";
        String both = min + (min.isEmpty() || max.isEmpty() ? "" : ", ") + max;
        return both.isEmpty() ? "no limits" : both;
    }

    /** A duration in the largest unit that needs no fraction, as a fleet file would have it; zero is off. */
    static String duration(long seconds) {
        Duration time = Duration.ofSeconds(seconds);
        if (seconds == 0) {
            return "off";
        }
        if (seconds % 86_400 == 0) {
            return time.toDays() + "d";
        }
        if (seconds % 3_600 == 0) {
            return time.toHours() + "h";
        }
        return seconds % 60 == 0 ? time.toMinutes() + "m" : seconds + "s";
    }
}
