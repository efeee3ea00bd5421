package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.report.ConsoleStatus;
import io.github.flexyfleet.fleet.report.JsonStatus;
import io.github.flexyfleet.fleet.report.StatusChanges;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Lines: the whole state first, then what changes. */
final class StatusLog implements StatusDisplay {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final BiFunction<Optional<FleetStatus>, FleetStatus, List<String>> words;
    private final Consumer<String> lines;
    private Optional<FleetStatus> last = Optional.empty();

    private StatusLog(BiFunction<Optional<FleetStatus>, FleetStatus, List<String>> words, Consumer<String> lines) {
        this.words = words;
        this.lines = lines;
    }

    /** For people: a line a change. */
    static StatusLog plain(Consumer<String> lines) {
        return new StatusLog(
                (last, now) -> last.map(before -> changes(before, now))
                        .orElseGet(() -> ConsoleStatus.lines(now.states(), now.debts(), now.hub(), now.now())),
                lines);
    }

    /** For programs: the whole state, in one line, whenever something but the ages of messages changed. */
    static StatusLog json(Consumer<String> lines) {
        return new StatusLog(
                (last, now) -> last.isPresent() && changes(last.get(), now).isEmpty()
                        ? List.of()
                        : List.of(JsonStatus.line(now.fleet(), now.states(), now.debts(), now.hub(), now.now())),
                lines);
    }

    @Override
    public void show(FleetStatus status) {
        words.apply(last, status).forEach(lines);
        last = Optional.of(status);
    }

    @Override
    public void end(FleetStatus status) {
        show(status);
    }

    private static List<String> changes(FleetStatus before, FleetStatus now) {
        String time = TIME.format(now.now());
        List<String> changes = new ArrayList<>(StatusChanges.between(
                new StatusChanges.Look(before.states(), before.hub()),
                new StatusChanges.Look(now.states(), now.hub())));
        now.trouble()
                .filter(why -> before.trouble().filter(why::equals).isEmpty())
                .ifPresent(why -> changes.add("the devices cannot be asked again: " + why));
        return changes.stream().map(change -> time + "  " + change).toList();
    }
}
