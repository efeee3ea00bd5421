package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.source.DidYouMean;
import io.github.flexyfleet.fleet.source.Located;
import io.github.flexyfleet.fleet.source.MapEntry;
import io.github.flexyfleet.fleet.source.SchemaResult;
import io.github.flexyfleet.fleet.source.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Resolves layers to the tag groups of a device. */
final class TagGroupReader {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** More a device configuration cannot hold (device.schema.json). */
    private static final int MAX_GROUPS = 500;

    private static final int MAX_PROPERTY = 128;
    private static final int MAX_NAME_PATTERN = 129;
    /** What the runtime puts into the property bag itself (device protocol 1, messages to the hub). */
    private static final Set<String> RESERVED = Set.of("cfg", "fp", "boot", "seq", "kind", "group");

    private final SchemaResult schema;
    private final Findings findings;

    TagGroupReader(SchemaResult schema, Findings findings) {
        this.schema = schema;
        this.findings = findings;
    }

    /** The groups, sorted by name. */
    List<TagGroup> read(Layers layers) {
        List<TagGroup> groups = new ArrayList<>();
        Set<String> names = layers.names("tagGroups");
        for (String name : names) {
            tagGroup(layers, name, names).ifPresent(groups::add);
        }
        if (groups.size() > MAX_GROUPS) {
            tooMany(layers, groups);
        }
        return groups;
    }

    /** Told once, at the first group too many. */
    private void tooMany(Layers layers, List<TagGroup> groups) {
        List<MapEntry> mentions =
                layers.entries("tagGroups", groups.get(MAX_GROUPS).name());
        Span place = mentions.get(mentions.size() - 1).key().span();
        if (!findings.hasErrorAt(place)) {
            findings.add(
                    FindingCode.OUT_OF_RANGE,
                    place,
                    "a device has " + groups.size() + " tag groups",
                    "write at most " + MAX_GROUPS + "; one group can hold any number of tags");
        }
    }

    private Optional<TagGroup> tagGroup(Layers layers, String name, Collection<String> names) {
        List<MapEntry> mentions = layers.entries("tagGroups", name);
        if (mentions.isEmpty()) {
            return Optional.empty(); // an empty group in every layer says nothing
        }
        TagSelection tags = new TagSelection(
                words(layers, name, "groups", FlexyGroup.values(), FlexyGroup::name),
                namePatterns(layers, name),
                words(layers, name, "types", TagType.values(), TagType::word));
        Optional<Duration> onChange = push(layers, name, "onChange");
        Optional<Duration> full = push(layers, name, "full");
        changesNeverAlone(layers, name, onChange, full);
        Payload payload = new Payload(format(layers, name), properties(layers, name));
        // What the schema check tells about is not told again as missing.
        if (mentions.stream().allMatch(mention -> schema.isSound(mention.value()))) {
            MapEntry last = mentions.get(mentions.size() - 1);
            if (tags.saysNothing()) {
                incomplete(
                        FindingCode.NO_FLEXY_GROUPS, last, " takes no tags: it has no groups, names or types", names);
            }
            if (onChange.isEmpty() && full.isEmpty()) {
                incomplete(FindingCode.NO_PUSH_PERIOD, last, " is never sent: it has no push period", names);
            }
        }
        Optional<Deadband> deadband =
                onlyWithChanges(layers, name, "deadband", onChange).flatMap(this::deadband);
        Optional<Duration> minInterval = onlyWithChanges(layers, name, "minInterval", onChange)
                .flatMap(value -> Scalars.duration(value, Duration.ZERO, DAY, FindingCode.MIN_INTERVAL_RANGE, findings))
                .filter(interval -> !interval.isZero());
        boolean history = history(layers, name, payload.format());
        return tags.saysNothing() || (onChange.isEmpty() && full.isEmpty())
                ? Optional.empty()
                : Optional.of(
                        new TagGroup(name, tags, new Push(onChange, full, deadband, minInterval, history), payload));
    }

    /** A group that lacks something is often the mistyped name of another one. */
    private void incomplete(FindingCode code, MapEntry group, String what, Collection<String> names) {
        Set<String> others = new TreeSet<>(names);
        others.remove(group.name());
        String mend = DidYouMean.suggest(group.name(), others)
                .map(other -> code.mend() + "; or did you mean tag group " + Text.quote(other) + "?")
                .orElse(code.mend());
        findings.add(code, group.keySpan(), "tag group " + Text.quote(group.name()) + what, mend);
    }

    private <E extends Enum<E>> Set<E> words(
            Layers layers, String group, String key, E[] known, Function<E, String> word) {
        return layers.list(findings, "tagGroups", group, key).stream()
                .flatMap(item -> Scalars.text(item).map(Located::value).stream())
                .flatMap(text ->
                        Arrays.stream(known).filter(one -> word.apply(one).equals(text)))
                .collect(Collectors.toSet());
    }

    private List<String> namePatterns(Layers layers, String group) {
        List<String> patterns = new ArrayList<>();
        for (Value item : layers.list(findings, "tagGroups", group, "names")) {
            Scalars.text(item)
                    .filter(text -> fits(text, MAX_NAME_PATTERN, "tag name pattern"))
                    .ifPresent(text -> patterns.add(text.value()));
        }
        return patterns.stream().distinct().toList();
    }

    private SortedMap<String, String> properties(Layers layers, String group) {
        SortedMap<String, String> properties = new TreeMap<>();
        for (String name : layers.names("tagGroups", group, "properties")) {
            if (RESERVED.contains(name)) {
                layers.entries("tagGroups", group, "properties", name)
                        .forEach(entry -> findings.add(
                                FindingCode.RESERVED_PROPERTY,
                                entry.keySpan(),
                                "the runtime sets the property " + Text.quote(name) + " itself"));
                continue;
            }
            layers.leaf("tagGroups", group, "properties", name)
                    .flatMap(leaf -> Scalars.text(leaf.value()))
                    .filter(text -> fits(text, MAX_PROPERTY, "property"))
                    .ifPresent(text -> properties.put(name, text.value()));
        }
        return properties;
    }

    /** The schema sees the text before its variables are expanded, this the text after. */
    private boolean fits(Located<String> text, int max, String what) {
        int length = text.value().codePointCount(0, text.value().length());
        if (length > 0 && length <= max) {
            return true;
        }
        if (!findings.hasErrorAt(text.span())) {
            findings.add(
                    FindingCode.OUT_OF_RANGE,
                    text.span(),
                    "the " + what + " is " + (length == 0 ? "empty" : "too long"),
                    "write 1 to " + max + " characters");
        }
        return false;
    }

    private static PayloadFormat format(Layers layers, String group) {
        Optional<String> word = layers.leaf("tagGroups", group, "format")
                .flatMap(leaf -> Scalars.text(leaf.value()))
                .map(Located::value);
        return Arrays.stream(PayloadFormat.values())
                .filter(format -> word.equals(Optional.of(format.word())))
                .findFirst()
                .orElse(PayloadFormat.CLASSIC);
    }

    private boolean history(Layers layers, String group, PayloadFormat format) {
        Optional<Value> wish = layers.leaf("tagGroups", group, "history")
                .map(Resolution::value)
                .filter(Scalars::isTrue);
        if (wish.isPresent() && format == PayloadFormat.CLASSIC) {
            findings.add(
                    FindingCode.HISTORY_NEEDS_TYPED,
                    wish.get().span(),
                    "tag group " + Text.quote(group) + " sends classic messages, which have no time for each value");
        }
        return wish.isPresent();
    }

    private Optional<Duration> push(Layers layers, String group, String period) {
        return layers.leaf("tagGroups", group, "push", period)
                .flatMap(leaf -> Scalars.duration(leaf.value(), SECOND, DAY, FindingCode.PUSH_PERIOD_RANGE, findings));
    }

    private void changesNeverAlone(Layers layers, String group, Optional<Duration> onChange, Optional<Duration> full) {
        if (onChange.isEmpty() || full.isEmpty() || full.get().compareTo(onChange.get()) >= 0) {
            return;
        }
        findings.add(
                FindingCode.CHANGES_NEVER_ALONE,
                layers.leaf("tagGroups", group, "push", "full")
                        .orElseThrow()
                        .value()
                        .span(),
                "tag group " + Text.quote(group) + " sends all its tags more often than those that changed",
                FindingCode.CHANGES_NEVER_ALONE.mend(),
                layers.leaf("tagGroups", group, "push", "onChange")
                        .orElseThrow()
                        .value()
                        .span());
    }

    private Optional<Value> onlyWithChanges(Layers layers, String group, String key, Optional<Duration> onChange) {
        Optional<Value> value = layers.leaf("tagGroups", group, key).map(Resolution::value);
        if (value.isPresent() && onChange.isEmpty()) {
            findings.add(
                    FindingCode.SETTING_WITHOUT_EFFECT,
                    value.get().span(),
                    key + " works on changes, which tag group " + Text.quote(group) + " does not send");
        }
        return value;
    }

    /** Zero is none. */
    private Optional<Deadband> deadband(Value value) {
        Optional<Deadband> deadband = Scalars.deadband(value);
        boolean beyond = deadband.isPresent() && !deadband.get().isInRange();
        if (beyond) {
            findings.add(FindingCode.DEADBAND_RANGE, value.span(), "this deadband is out of range");
        }
        return deadband.filter(band -> !beyond && band.size().signum() > 0);
    }
}
