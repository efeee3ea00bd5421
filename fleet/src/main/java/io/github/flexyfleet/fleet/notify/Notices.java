package io.github.flexyfleet.fleet.notify;

import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.ledger.Entry;
import io.github.flexyfleet.fleet.ledger.RolloutRecord;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.Debt;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Works out what is worth a notice. Pure. */
public final class Notices {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Notices() {}

    /**
     * What a rollout leaves: a halt, debts, certificates that end within this time.
     *
     * @param record what the ledger tells of it; without one, the halt is not known again later
     */
    public static List<Notice> of(RolloutResult result, Optional<RolloutRecord> record, Duration expiry) {
        List<Notice> notices = new ArrayList<>();
        halt(result, record).ifPresent(notices::add);
        debts(result.fleet(), result.debts().all(), result.debts().overdue(), result.finished())
                .ifPresent(notices::add);
        SortedMap<DeviceId, Instant> ends = new TreeMap<>();
        result.devices()
                .forEach(device -> device.target()
                        .certificate()
                        .ifPresent(certificate -> ends.put(device.target().device(), certificate.notAfter())));
        expiry(result.fleet(), ends, expiry, result.finished()).ifPresent(notices::add);
        return List.copyOf(notices);
    }

    private static Optional<Notice> halt(RolloutResult result, Optional<RolloutRecord> record) {
        List<DeviceResult> wrong = result.devices().stream()
                .filter(device -> device.failureClass().isPresent())
                .filter(device -> !device.outcome().debt())
                .toList();
        if (result.stopped().isEmpty() && wrong.isEmpty()) {
            return Optional.empty();
        }
        String what = result.stopped()
                .map(reason -> "the rollout was stopped: " + reason)
                .orElse(wrong.size() + (wrong.size() == 1 ? " device" : " devices") + " went wrong in the rollout");
        return Optional.of(new Notice(
                Notice.Kind.HALT,
                result.fleet(),
                result.finished(),
                what,
                wrong.stream()
                        .map(device -> new Notice.Item(
                                device.target().device().value(),
                                device.problem()
                                        .map(problem -> problem.code().id() + " " + problem.what())
                                        .orElse(""),
                                device.problem().map(DeviceProblem::mend).orElse("")))
                        .toList(),
                record.filter(last -> isHaltOf(last, result))
                        .map(Notices::standing)
                        .orElse("the rollout that ended at " + result.finished())));
    }

    /** Another rollout may have begun since, and a halt that could not be written down is in no record. */
    private static boolean isHaltOf(RolloutRecord record, RolloutResult result) {
        return record.state() == RolloutRecord.State.HALTED
                && result.stopped().isPresent()
                && result.stopped().equals(reason(record));
    }

    /** A rollout that stays halted; empty of one that does not. */
    public static Optional<Notice> halted(String fleet, RolloutRecord record, Instant now) {
        if (record.state() != RolloutRecord.State.HALTED) {
            return Optional.empty();
        }
        return Optional.of(new Notice(
                Notice.Kind.HALT,
                fleet,
                now,
                "rollout " + record.number() + " is halted since " + record.last() + ": "
                        + reason(record).orElse("flexy:history tells why"),
                List.of(),
                standing(record)));
    }

    private static Optional<String> reason(RolloutRecord record) {
        return record.decisive().flatMap(entry -> entry.value("reason"));
    }

    /** The same right after the rollout and in each night that finds it halted; another one once it was gone on with. */
    private static String standing(RolloutRecord record) {
        return "rollout " + record.number() + " "
                + record.decisive().map(Entry::time).orElse(record.last());
    }

    /** Devices that are still to be done; empty without any. */
    public static Optional<Notice> debts(String fleet, List<Debt> all, List<Debt> overdue, Instant now) {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        String what = all.size() + (all.size() == 1 ? " device is" : " devices are") + " still to be done"
                + (overdue.isEmpty() ? "" : ", " + overdue.size() + " of them past the deadline");
        return Optional.of(new Notice(
                Notice.Kind.DEBT,
                fleet,
                now,
                what,
                all.stream()
                        .map(debt -> new Notice.Item(
                                debt.device().value(),
                                ("since " + DAY.format(debt.since()) + " " + debt.reason()).strip(),
                                ""))
                        .toList(),
                standing(all.stream()
                        .map(debt -> debt.device() + " " + debt.since() + " " + debt.reason()
                                + (overdue.contains(debt) ? " overdue" : "")))));
    }

    /**
     * Certificates that end within some time, or have ended; empty without any.
     *
     * @param ends when each device's certificate ends
     */
    public static Optional<Notice> expiry(String fleet, Map<DeviceId, Instant> ends, Duration within, Instant now) {
        Instant until = now.plus(within);
        List<Notice.Item> items = ends.entrySet().stream()
                .filter(end -> end.getValue().isBefore(until))
                .sorted(Map.Entry.<DeviceId, Instant>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.comparing(DeviceId::value))))
                .map(end -> new Notice.Item(
                        end.getKey().value(),
                        (end.getValue().isBefore(now) ? "ended on " : "ends on ") + DAY.format(end.getValue()),
                        "mvn flexy:deploy renews it"))
                .toList();
        return items.isEmpty()
                ? Optional.empty()
                : Optional.of(new Notice(
                        Notice.Kind.EXPIRY,
                        fleet,
                        now,
                        items.size() + (items.size() == 1 ? " certificate ends" : " certificates end") + " within "
                                + within.toDays() + " days",
                        items,
                        standing(ends.entrySet().stream()
                                .filter(end -> end.getValue().isBefore(until))
                                .map(end -> end.getKey() + " " + end.getValue()
                                        + (end.getValue().isBefore(now) ? " ended" : "")))));
    }

    /** In whatever order they were found. */
    private static String standing(Stream<String> things) {
        return things.sorted().collect(Collectors.joining("\n"));
    }
}
