package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.source.ListValue;
import io.github.flexyfleet.fleet.source.Located;
import io.github.flexyfleet.fleet.source.MapEntry;
import io.github.flexyfleet.fleet.source.SchemaResult;
import io.github.flexyfleet.fleet.source.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Resolves layers to the settings of a device. */
final class SettingsReader {
    private static final Duration DEFAULT_HEARTBEAT = Duration.ofMinutes(15);
    private static final Duration DEFAULT_VALIDITY = Duration.ofDays(3650);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MAX_VALIDITY = Duration.ofDays(36_500);

    private final SchemaResult schema;
    private final Findings findings;

    SettingsReader(SchemaResult schema, Findings findings) {
        this.schema = schema;
        this.findings = findings;
    }

    DeviceSettings read(Layers layers) {
        List<TagGroup> groups = new ArrayList<>();
        for (String name : layers.names("tagGroups")) {
            tagGroup(layers, name).ifPresent(groups::add);
        }
        Duration heartbeat = duration(layers, Duration.ZERO, DAY, FindingCode.HEARTBEAT_RANGE, "heartbeat")
                .orElse(DEFAULT_HEARTBEAT);
        Duration validity = duration(layers, DAY, MAX_VALIDITY, FindingCode.VALIDITY_RANGE, "certificate", "validity")
                .orElse(DEFAULT_VALIDITY);
        return new DeviceSettings(groups, heartbeat, validity);
    }

    private Optional<TagGroup> tagGroup(Layers layers, String name) {
        List<MapEntry> mentions = layers.entries("tagGroups", name);
        if (mentions.isEmpty()) {
            return Optional.empty(); // an empty group in every layer says nothing
        }
        Set<FlexyGroup> flexyGroups = flexyGroups(layers, name);
        Optional<Duration> onChange = push(layers, name, "onChange");
        Optional<Duration> full = push(layers, name, "full");
        // What the schema check tells about is not told again as missing.
        if (mentions.stream().allMatch(mention -> schema.isSound(mention.value()))) {
            MapEntry last = mentions.get(mentions.size() - 1);
            if (flexyGroups.isEmpty()) {
                findings.add(
                        FindingCode.NO_FLEXY_GROUPS,
                        last.keySpan(),
                        "tag group " + Text.quote(name) + " takes no tags: it has no Flexy groups");
            }
            if (onChange.isEmpty() && full.isEmpty()) {
                findings.add(
                        FindingCode.NO_PUSH_PERIOD,
                        last.keySpan(),
                        "tag group " + Text.quote(name) + " is never sent: it has no push period");
            }
        }
        if (flexyGroups.isEmpty() || (onChange.isEmpty() && full.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new TagGroup(name, flexyGroups, onChange, full, format(layers, name)));
    }

    private static Set<FlexyGroup> flexyGroups(Layers layers, String name) {
        Set<FlexyGroup> groups = EnumSet.noneOf(FlexyGroup.class);
        List<Value> items = layers.leaf("tagGroups", name, "groups")
                .map(Resolution::value)
                .map(value -> value instanceof ListValue list ? list.items() : List.<Value>of())
                .orElse(List.of());
        for (Value item : items) {
            Optional<String> text = Scalars.text(item).map(Located::value);
            Arrays.stream(FlexyGroup.values())
                    .filter(group -> text.equals(Optional.of(group.name())))
                    .forEach(groups::add);
        }
        return groups;
    }

    private static PayloadFormat format(Layers layers, String name) {
        Optional<String> word = layers.leaf("tagGroups", name, "format")
                .flatMap(resolution -> Scalars.text(resolution.value()))
                .map(Located::value);
        return Arrays.stream(PayloadFormat.values())
                .filter(format -> word.equals(Optional.of(format.word())))
                .findFirst()
                .orElse(PayloadFormat.CLASSIC);
    }

    private Optional<Duration> push(Layers layers, String group, String period) {
        return duration(layers, SECOND, DAY, FindingCode.PUSH_PERIOD_RANGE, "tagGroups", group, "push", period);
    }

    private Optional<Duration> duration(Layers layers, Duration min, Duration max, FindingCode code, String... path) {
        return layers.leaf(path).flatMap(resolution -> Scalars.duration(resolution.value(), min, max, code, findings));
    }
}
