package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.source.Located;
import io.github.flexyfleet.fleet.source.MapValue;
import io.github.flexyfleet.fleet.source.SchemaResult;
import io.github.flexyfleet.fleet.source.Value;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Resolves layers to what a rollout has to know of a device. One use per fleet. */
final class TraitsReader {
    private static final Duration LONGEST_HOLD = Duration.ofDays(1);
    /** Some day: whether a rule has any days at all does not depend on which. */
    private static final LocalDate SOME_DAY = LocalDate.of(2024, 1, 1);

    private final SchemaResult schema;
    private final Findings findings;
    /** By the map itself: devices share the windows of their site. */
    private final IdentityHashMap<MapValue, Optional<Window>> windows = new IdentityHashMap<>();

    TraitsReader(SchemaResult schema, Findings findings) {
        this.schema = schema;
        this.findings = findings;
    }

    RolloutTraits read(Layers layers) {
        Set<String> labels = new LinkedHashSet<>();
        for (Value item : layers.list(findings, "labels")) {
            Scalars.text(item).map(Located::value).ifPresent(labels::add);
        }
        List<Window> read = new ArrayList<>();
        for (Value item : layers.list(findings, "windows")) {
            if (item instanceof MapValue map) {
                windows.computeIfAbsent(map, this::window).ifPresent(read::add);
            }
        }
        Optional<Hold> hold = hold(layers);
        return labels.isEmpty() && read.isEmpty() && hold.isEmpty()
                ? RolloutTraits.NONE
                : new RolloutTraits(List.copyOf(labels), read, hold);
    }

    private Optional<Hold> hold(Layers layers) {
        Optional<Duration> atMost = layers.leaf("hold", "atMost")
                .flatMap(leaf ->
                        Scalars.duration(leaf.value(), Duration.ZERO, LONGEST_HOLD, FindingCode.HOLD_RANGE, findings));
        return layers.leaf("hold", "tag")
                .flatMap(leaf -> Scalars.text(leaf.value()))
                .map(tag -> new Hold(tag.value(), atMost.orElse(Duration.ZERO)));
    }

    private Optional<Window> window(MapValue map) {
        Optional<Located<String>> rrule = Scalars.text(map, "rrule");
        Optional<LocalTime> start = Scalars.text(map, "start").flatMap(text -> time(text.value()));
        Optional<Duration> duration = map.get("duration")
                .flatMap(value ->
                        Scalars.duration(value, Window.SHORTEST, Window.LONGEST, FindingCode.WINDOW_RANGE, findings));
        Optional<LocalDate> from = Scalars.text(map, "from").flatMap(text -> Days.read(text, findings));
        if (rrule.isEmpty() || rrule.get().value().isEmpty() || start.isEmpty() || duration.isEmpty()) {
            return Optional.empty(); // the schema tells of it
        }
        boolean dayIsSound = map.get("from").isEmpty() || from.isPresent();
        return recurrence(rrule.get(), from, dayIsSound && schema.isSound(map))
                .map(days -> new Window(rrule.get().value(), days, start.get(), duration.get(), from));
    }

    private Optional<Recurrence> recurrence(Located<String> text, Optional<LocalDate> from, boolean sound) {
        Recurrence rule;
        try {
            rule = Recurrence.parse(text.value());
        } catch (IllegalArgumentException e) {
            findings.add(FindingCode.BAD_RECURRENCE, text.span(), Text.quote(text.value()) + ": " + e.getMessage());
            return Optional.empty();
        }
        if (sound && rule.countsFromADay() && from.isEmpty()) {
            findings.add(
                    FindingCode.FIRST_DAY_MISSING,
                    text.span(),
                    Text.quote(text.value()) + " counts from a day, and the window names none");
            return Optional.empty();
        }
        if (sound && rule.firstFrom(from.orElse(SOME_DAY), from).isEmpty()) {
            findings.add(
                    FindingCode.WINDOW_NEVER_OPENS,
                    text.span(),
                    "no day fits " + Text.quote(text.value()) + ", so the window never opens");
            return Optional.empty();
        }
        return Optional.of(rule);
    }

    private static Optional<LocalTime> time(String text) {
        try {
            return Optional.of(LocalTime.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
