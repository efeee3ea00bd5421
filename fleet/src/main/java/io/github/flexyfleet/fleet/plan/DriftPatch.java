package io.github.flexyfleet.fleet.plan;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Has the fleet file want what drifted devices run, as a patch for git. A value is changed where it stands, when all
 * devices that take it from there have drifted alike; what cannot be said so is told in words.
 */
public final class DriftPatch {
    private static final Pattern PLACE = Pattern.compile("(.+):([0-9]+):([0-9]+)");
    private static final int CONTEXT = 3;

    private final Path project;
    private final Fleet fleet;
    private final Map<String, List<String>> files = new TreeMap<>();
    private final List<String> left = new ArrayList<>();

    private DriftPatch(Path project, Fleet fleet) {
        this.project = project;
        this.fleet = fleet;
    }

    /**
     * What came of it.
     *
     * @param patch a unified diff with paths relative to the project folder; empty when nothing can be patched
     * @param left what has to be written by hand
     */
    public record Result(String patch, List<String> left) {
        /** Takes a copy. */
        public Result {
            left = List.copyOf(left);
        }
    }

    /** A value of the fleet file that devices no longer have. */
    private record Value(String setting, String place, String wanted, String runs) {}

    /**
     * Makes the patch; changes no file.
     *
     * @param project the project folder, which places are relative to
     * @throws IOException when a file of the fleet cannot be read
     */
    public static Result of(Path project, Fleet fleet, List<Drift.Row> rows) throws IOException {
        return new DriftPatch(project, fleet).make(rows);
    }

    private Result make(List<Drift.Row> rows) throws IOException {
        Map<Value, Set<DeviceId>> drifted = new HashMap<>();
        for (Drift.Row row : rows) {
            if (row.standing() == Drift.Standing.DRIFTED) {
                for (Change change : row.planned().changes()) {
                    sort(row.planned().device(), change, drifted);
                }
            }
        }
        for (Map.Entry<Value, Set<DeviceId>> one : drifted.entrySet().stream()
                .sorted((a, b) -> a.getKey().toString().compareTo(b.getKey().toString()))
                .toList()) {
            Value value = one.getKey();
            Set<DeviceId> others = takers(value);
            others.removeAll(one.getValue());
            if (!others.isEmpty()) {
                one.getValue()
                        .forEach(device -> left.add(device + " " + value.setting() + ": write " + value.runs()
                                + " at the device itself; " + value.place() + " is for "
                                + (others.size() == 1 ? "1 other device" : others.size() + " other devices") + " too"));
            } else if (!replace(value)) {
                one.getValue()
                        .forEach(device -> left.add(device + " " + value.setting() + ": write " + value.runs()
                                + " in place of " + value.wanted() + " (" + value.place() + ")"));
            }
        }
        return new Result(patch(), left.stream().sorted().toList());
    }

    private static void note(Map<Value, Set<DeviceId>> drifted, Value value, DeviceId device) {
        drifted.computeIfAbsent(value, key -> new TreeSet<>()).add(device);
    }

    private void sort(DeviceId device, Change change, Map<Value, Set<DeviceId>> drifted) {
        boolean plain = change.kind() == Change.Kind.CHANGED
                && change.places().size() == 1
                && change.before().isPresent()
                && change.after().isPresent();
        if (plain) {
            note(
                    drifted,
                    new Value(
                            change.setting(),
                            change.places().get(0),
                            change.after().get(),
                            change.before().get()),
                    device);
        } else {
            left.add(device + " " + change.setting() + ": runs "
                    + change.before().orElse("nothing") + ", wanted "
                    + change.after().orElse("nothing"));
        }
    }

    /** The devices that take a value from its place. */
    private Set<DeviceId> takers(Value value) {
        return fleet.devices().stream()
                .filter(device ->
                        new SettingPlaces(fleet, device).of(value.setting()).contains(value.place()))
                .map(Device::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether the wanted value stood at its place as it is shown, and was replaced there. */
    private boolean replace(Value value) throws IOException {
        Matcher place = PLACE.matcher(value.place());
        if (!place.matches()) {
            return false;
        }
        List<String> lines = lines(place.group(1));
        int line = Integer.parseInt(place.group(2)) - 1;
        int column = Integer.parseInt(place.group(3)) - 1;
        if (line >= lines.size() || !lines.get(line).startsWith(value.wanted(), column)) {
            return false;
        }
        String text = lines.get(line);
        lines.set(
                line,
                text.substring(0, column)
                        + value.runs()
                        + text.substring(column + value.wanted().length()));
        return true;
    }

    private List<String> lines(String file) throws IOException {
        List<String> known = files.get(file);
        if (known == null) {
            known = new ArrayList<>(Files.readAllLines(project.resolve(file)));
            files.put(file, known);
        }
        return known;
    }

    private String patch() throws IOException {
        StringBuilder patch = new StringBuilder();
        for (Map.Entry<String, List<String>> file : files.entrySet()) {
            List<String> before = Files.readAllLines(project.resolve(file.getKey()));
            UnifiedDiffUtils.generateUnifiedDiff(
                            "a/" + file.getKey(),
                            "b/" + file.getKey(),
                            before,
                            DiffUtils.diff(before, file.getValue()),
                            CONTEXT)
                    .forEach(line -> patch.append(line).append('\n'));
        }
        return patch.toString();
    }
}
