package io.github.flexyfleet.fleet.identity;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was written to a hub's registry.
 *
 * @param created identities that were made
 * @param changed identities whose thumbprints, status or mark changed
 * @param tagged twins whose tags changed
 * @param disabled devices that left the fleet file and cannot connect any more
 * @param failed why others were left as they are, in words
 */
public record IdentityReport(
        int created, int changed, int tagged, List<DeviceId> disabled, SortedMap<DeviceId, String> failed) {
    /** Nothing was written. */
    public static final IdentityReport NOTHING = new IdentityReport(0, 0, 0, List.of(), new TreeMap<>());

    /** Takes a copy. */
    public IdentityReport {
        disabled = disabled.stream().sorted().toList();
    }

    /** Whether anything was written or went wrong. */
    public boolean isEmpty() {
        return created == 0 && changed == 0 && tagged == 0 && disabled.isEmpty() && failed.isEmpty();
    }

    /** One line for people. */
    public String words() {
        List<String> parts = new ArrayList<>();
        part(parts, created, " made");
        part(parts, changed, " changed");
        part(parts, tagged, " tagged");
        part(
                parts,
                disabled.size(),
                " disabled" + (disabled.isEmpty() ? "" : " (" + join(disabled) + ", no longer in the fleet file)"));
        part(parts, failed.size(), " not: " + failures());
        return "hub identities: " + (parts.isEmpty() ? "nothing to write" : String.join(", ", parts));
    }

    /** Why not, each reason once. */
    public String failures() {
        Map<String, List<DeviceId>> byReason = new LinkedHashMap<>();
        failed.forEach((device, reason) ->
                byReason.computeIfAbsent(reason, none -> new ArrayList<>()).add(device));
        return byReason.entrySet().stream()
                .map(one -> join(one.getValue()) + ": " + one.getKey())
                .collect(Collectors.joining("; "));
    }

    private static void part(List<String> parts, int count, String words) {
        if (count > 0) {
            parts.add(count + words);
        }
    }

    private static String join(List<DeviceId> devices) {
        int more = devices.size() - 5;
        String first =
                String.join(", ", devices.stream().limit(5).map(DeviceId::value).toList());
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
