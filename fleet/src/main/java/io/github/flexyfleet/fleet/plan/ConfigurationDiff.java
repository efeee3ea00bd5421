package io.github.flexyfleet.fleet.plan;

import io.github.flexyfleet.fleet.plan.AppliedConfigurations.Applied;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What differs between two configurations of a device, setting by setting. Pure. */
final class ConfigurationDiff {
    private static final String GROUPS = "tagGroups.";

    private final SettingPlaces places;
    private final List<Change> changes = new ArrayList<>();

    private ConfigurationDiff(SettingPlaces places) {
        this.places = places;
    }

    /** The changes, sorted by setting; credentials and roots come last. */
    static List<Change> of(Applied before, Applied after, SettingPlaces places) {
        ConfigurationDiff diff = new ConfigurationDiff(places);
        diff.compare("", Settings.single(before.device()), Settings.single(after.device()));
        diff.groups(Settings.groups(before.device()), Settings.groups(after.device()));
        diff.credential(before, after);
        if (!Objects.equals(before.files().get("roots.pem"), after.files().get("roots.pem"))) {
            diff.changes.add(
                    new Change(Change.Kind.ROOTS, "roots", Optional.empty(), Optional.empty(), places.of("roots")));
        }
        return diff.changes;
    }

    private void groups(
            SortedMap<String, SortedMap<String, String>> before, SortedMap<String, SortedMap<String, String>> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            if (before.containsKey(name) && after.containsKey(name)) {
                compare(GROUPS + name + ".", before.get(name), after.get(name));
            } else {
                Optional<String> was = Optional.ofNullable(before.get(name)).map(Settings::line);
                Optional<String> now = Optional.ofNullable(after.get(name)).map(Settings::line);
                add(GROUPS + name, was, now);
            }
        }
    }

    private void compare(String start, Map<String, String> before, Map<String, String> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            Optional<String> was = Optional.ofNullable(before.get(name));
            Optional<String> now = Optional.ofNullable(after.get(name));
            if (!was.equals(now)) {
                add(start + name, was, now);
            }
        }
    }

    private void add(String setting, Optional<String> before, Optional<String> after) {
        Change.Kind kind =
                before.isEmpty() ? Change.Kind.ADDED : after.isEmpty() ? Change.Kind.REMOVED : Change.Kind.CHANGED;
        List<String> where = after.isEmpty() ? List.of() : places.of(setting);
        changes.add(new Change(kind, setting, before, after, where));
    }

    private void credential(Applied before, Applied after) {
        JsonNode was = before.device().path("certificate");
        JsonNode now = after.device().path("certificate");
        boolean sameKey =
                Objects.equals(before.files().get("device.sas"), after.files().get("device.sas"));
        if (!was.equals(now)) {
            changes.add(Change.of(Change.Kind.CREDENTIAL, "certificate", certificate(was), certificate(now)));
        } else if (!sameKey) {
            changes.add(Change.of(Change.Kind.CREDENTIAL, "key", null, null));
        }
    }

    /** A certificate in words; null when there is none. */
    static String certificate(JsonNode certificate) {
        if (certificate.isMissingNode()) {
            return null;
        }
        String fingerprint = certificate.path("fingerprint").asString("");
        String end = certificate.path("notAfter").asString("");
        String trust = certificate.has("trust") ? ", known by its authority" : "";
        return abbreviated(fingerprint) + " until " + end.substring(0, Math.min(10, end.length())) + trust;
    }

    static String abbreviated(String fingerprint) {
        return fingerprint.substring(0, Math.min(12, fingerprint.length()));
    }
}
