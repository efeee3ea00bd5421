package io.github.flexyfleet.fleet.imports;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.FlexyGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the configuration of the two known kinds of BASIC scripts that send tags to IoT Hub (flexy-etk 8): the one with
 * a block of variables, and the one that says hub and device in the MQTT statements alone. The script is not run: values
 * that it works out beyond joining strings stay unknown.
 */
final class ScriptImport {
    private static final int DAY = 86_400;
    private static final Pattern CHANGED = Pattern.compile("chang");
    private static final Pattern ALL = Pattern.compile("full|(?<!c)all");

    private final BasicVariables variables = new BasicVariables();
    private final MqttCalls mqtt = new MqttCalls();
    private final ScriptTimers timers = new ScriptTimers();
    private final List<String> notes = new ArrayList<>();

    private ScriptImport() {}

    static ImportedFleet read(String fileName, String script) {
        return new ScriptImport().fleet(fileName, script);
    }

    private ImportedFleet fleet(String fileName, String script) {
        for (BasicStatement statement : BasicStatement.of(script)) {
            mqtt.take(statement, variables);
            timers.take(statement, variables);
            variables.take(statement.text());
        }
        Optional<String> host =
                mqtt.host().or(() -> variables.get("IotHubName$").flatMap(HubHost::ofName));
        Optional<DeviceId> device = mqtt.device()
                .or(() -> variables.get("DeviceId$").filter(DeviceId::isValid))
                .map(DeviceId::new);
        ImportedGroup group = group(script);
        notes.addAll(mqtt.notes());
        List<ImportedDevice> devices = device
                .map(
                        id -> new ImportedDevice(
                                id,
                                Optional.empty(),
                                Optional.empty(),
                                List.of(
                                        "not in a script: serial, and name as in Talk2M; while it is missing, the id is the name")))
                .stream()
                .toList();
        return new ImportedFleet(fileName, host, Optional.empty(), group, devices, Optional.empty(), notes);
    }

    private ImportedGroup group(String script) {
        List<String> groupNotes = new ArrayList<>();
        Set<FlexyGroup> groups = groups(script, groupNotes);
        Optional<Duration> onChange = period("Changepushtime%", CHANGED, groupNotes);
        Optional<Duration> full = period("Fullpushtime%", ALL, groupNotes);
        return new ImportedGroup("script", groups, onChange, full, groupNotes);
    }

    private Set<FlexyGroup> groups(String script, List<String> groupNotes) {
        Set<FlexyGroup> groups = EnumSet.noneOf(FlexyGroup.class);
        boolean said = false;
        for (FlexyGroup group : FlexyGroup.values()) {
            Optional<Integer> value = variables.number("GROUP" + group + "%");
            said |= value.isPresent();
            if (value.equals(Optional.of(1))) {
                groups.add(group);
            }
        }
        if (said) {
            if (groups.isEmpty()) {
                groupNotes.add("the script selects none of the groups A to D");
            }
            return groups;
        }
        String upper = script.toUpperCase(Locale.ROOT);
        Arrays.stream(FlexyGroup.values())
                .filter(group -> upper.contains("IVGROUP" + group))
                .forEach(groups::add);
        groupNotes.add(
                groups.isEmpty()
                        ? "which of the groups A to D the script sends could not be read"
                        : "groups: those that the script asks the tags for");
        return groups;
    }

    /** By the configuration's variable, else by the timer. */
    private Optional<Duration> period(String variable, Pattern partOfLabel, List<String> groupNotes) {
        Optional<Integer> seconds = variables.number(variable).or(() -> timers.of(partOfLabel));
        if (seconds.isEmpty()) {
            groupNotes.add("no period found in " + variable + " nor in a timer whose label shows that it is meant");
            return Optional.empty();
        }
        if (seconds.get() < 1 || seconds.get() > DAY) {
            groupNotes.add(variable + " is " + seconds.get() + ", not 1 to " + DAY + " s");
            return Optional.empty();
        }
        return seconds.map(Duration::ofSeconds);
    }
}
