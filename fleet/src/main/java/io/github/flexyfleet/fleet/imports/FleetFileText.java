package io.github.flexyfleet.fleet.imports;

import io.github.flexyfleet.fleet.model.FlexyGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes what was found as a fleet file. What is missing is left empty, with a comment, so that it cannot be overlooked. */
public final class FleetFileText {
    /** Longer than the words, such as false, that are no text. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9._ -]{4,}[A-Za-z0-9._-]");

    private final StringBuilder text = new StringBuilder();

    private FleetFileText() {}

    /** The whole file, each line ended by LF. */
    public static String of(ImportedFleet fleet) {
        return new FleetFileText().write(fleet);
    }

    private String write(ImportedFleet fleet) {
        line("# yaml-language-server: $schema=https://flexyfleet.github.io/schema/fleet.schema.json");
        line(comment("made by flexy:import from " + fleet.source()));
        notes("", fleet.notes());
        line("fleet: imported # choose a name");
        line("hub:");
        fleet.hubHost()
                .ifPresentOrElse(
                        host -> line("  host: " + scalar(host)),
                        () -> missing("  ", "host", "the hub's full host name, such as my-hub.azure-devices.net"));
        line("  # not known: tier and units; while they are missing, S1 and 1");
        line("talk2m:");
        fleet.account()
                .ifPresentOrElse(
                        account -> line("  account: " + scalar(account)),
                        () -> missing("  ", "account", "the name of the Talk2M account"));
        line("# not known: runtime.url, which a gateway without the runtime needs");
        line("defaults:");
        fleet.tagList().ifPresent(list -> line("  tagList: " + scalar(list) + " # for checks and budgets"));
        group(fleet.group());
        line("sites:");
        line("  site-1: # choose a name, or several sites");
        line("    # not known: timeZone; while it is missing, UTC");
        if (fleet.devices().isEmpty()) {
            missing("    ", "devices", "device ids, such as {Flexy205Self: {name: Pump station 1}}");
        } else {
            line("    devices:");
            fleet.devices().forEach(this::device);
        }
        return text.toString();
    }

    private void group(ImportedGroup group) {
        line("  tagGroups:");
        line("    " + scalar(group.name()) + ":");
        notes("      ", group.notes());
        if (group.groups().isEmpty()) {
            missing("      ", "groups", "the Flexy groups to send, such as [A, B]");
        } else {
            line("      groups: "
                    + group.groups().stream().map(FlexyGroup::name).collect(Collectors.joining(", ", "[", "]")));
        }
        List<String> periods = new ArrayList<>();
        group.onChange().ifPresent(period -> periods.add("onChange: " + seconds(period)));
        group.full().ifPresent(period -> periods.add("full: " + seconds(period)));
        if (periods.isEmpty()) {
            line("      # proposed, since no period is known");
            periods.addAll(List.of("onChange: 10s", "full: 15m"));
        }
        line("      push: {" + String.join(", ", periods) + "}");
    }

    private void device(ImportedDevice device) {
        List<String> values = new ArrayList<>();
        device.talk2mName().ifPresent(name -> values.add("name: " + scalar(name)));
        device.serial().ifPresent(serial -> values.add("serial: " + serial));
        notes("      ", device.notes());
        line("      " + scalar(device.id().value()) + ": {" + String.join(", ", values) + "}");
    }

    private void missing(String indent, String key, String what) {
        line(indent + "# MISSING: " + what);
        line(indent + key + ":");
    }

    private void notes(String indent, List<String> notes) {
        notes.forEach(note -> line(indent + comment(note)));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String seconds(Duration period) {
        return period.toSeconds() + "s";
    }

    private static String comment(String words) {
        // Whatever could end the line, or make it read as another, is shown as a question mark.
        return "# " + words.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]", "?");
    }

    /** Plain where no YAML program takes it for anything but text, else in double quotes. */
    static String scalar(String value) {
        if (PLAIN.matcher(value).matches()) {
            return value;
        }
        StringBuilder quoted = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if ((c >= ' ' && c < 0x7F) || Character.isLetterOrDigit(c)) {
                quoted.appendCodePoint(c);
            } else {
                quoted.append(String.format(Locale.ROOT, "\\U%08X", c));
            }
        });
        return quoted.append('"').toString();
    }
}
