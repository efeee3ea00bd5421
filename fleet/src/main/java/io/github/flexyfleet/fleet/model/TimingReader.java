package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.source.ListValue;
import io.github.flexyfleet.fleet.source.Located;
import io.github.flexyfleet.fleet.source.MapValue;
import io.github.flexyfleet.fleet.source.Value;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads when devices may begin, and how long they may be debts. */
final class TimingReader {
    private static final Duration SHORTEST_DEBT = Duration.ofHours(1);
    private static final Duration LONGEST_DEBT = Duration.ofDays(366);

    private final Findings findings;

    TimingReader(Findings findings) {
        this.findings = findings;
    }

    Timing read(MapValue rollout) {
        List<Freeze> freezes = new ArrayList<>();
        for (Value item : rollout.list("freeze").map(ListValue::items).orElse(List.of())) {
            if (item instanceof MapValue map) {
                freeze(map).ifPresent(freezes::add);
            }
        }
        boolean stop = Scalars.text(rollout, "overrun")
                .filter(text -> text.value().equals("stop"))
                .isPresent();
        return new Timing(stop ? Timing.Overrun.STOP : Timing.Overrun.FINISH, freezes);
    }

    private Optional<Freeze> freeze(MapValue map) {
        Optional<LocalDate> from = Scalars.text(map, "from").flatMap(text -> Days.read(text, findings));
        Optional<Located<String>> last = Scalars.text(map, "to");
        Optional<LocalDate> to = last.flatMap(text -> Days.read(text, findings));
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        if (to.get().isBefore(from.get())) {
            findings.add(
                    FindingCode.FREEZE_REVERSED,
                    last.orElseThrow().span(),
                    "the freeze ends on " + to.get() + ", before it begins on " + from.get());
            return Optional.empty();
        }
        return Optional.of(new Freeze(
                from.get(),
                to.get(),
                Scalars.text(map, "reason").map(Located::value).orElse("")));
    }

    Optional<Duration> debtDeadline(MapValue rollout) {
        return rollout.map("debt")
                .flatMap(debt -> debt.get("deadline"))
                .flatMap(value ->
                        Scalars.duration(value, SHORTEST_DEBT, LONGEST_DEBT, FindingCode.DEBT_RANGE, findings));
    }
}
