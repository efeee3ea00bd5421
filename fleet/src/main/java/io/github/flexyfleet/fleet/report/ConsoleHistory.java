package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.ledger.Entry;
import io.github.flexyfleet.fleet.ledger.RolloutRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a ledger tells, for a console: a line a rollout, or the whole story of one. */
public final class ConsoleHistory {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SHOWN_DIGITS = 12;

    private ConsoleHistory() {}

    /**
     * A line a rollout, the last one first.
     *
     * @param records the oldest first
     * @param held whether a process holds the lease and so may be at work
     * @param most rollouts shown at most
     */
    public static List<String> lines(List<RolloutRecord> records, boolean held, int most) {
        if (records.isEmpty()) {
            return List.of("no rollout yet");
        }
        TextTable table = new TextTable("ROLLOUT", "BEGAN (UTC)", "WHO", "COMMIT", "DEVICES", "WAVES", "RESULT");
        for (int at = records.size() - 1; at >= Math.max(0, records.size() - most); at--) {
            RolloutRecord record = records.get(at);
            Entry head = record.head();
            table.row(
                    Long.toString(record.number()),
                    time(record.began()),
                    who(head),
                    shortened(head.value("commit").orElse("-")),
                    head.value("devices").orElse("?"),
                    head.value("waves").orElse("?"),
                    result(record, held && at == records.size() - 1));
        }
        List<String> lines = new ArrayList<>(table.lines());
        for (int at = records.size() - 1; at >= Math.max(0, records.size() - most); at--) {
            for (Entry revoked : records.get(at).revoked()) {
                lines.add("revoked: " + revoked.device().map(Object::toString).orElse("?") + ", "
                        + time(revoked.time()) + ", by " + who(revoked) + " ("
                        + told(revoked, "done") + ")");
            }
        }
        return List.copyOf(lines);
    }

    /** Everything that one rollout's record tells, in its order. */
    public static List<String> timeline(RolloutRecord record, boolean held) {
        Entry head = record.head();
        List<String> lines = new ArrayList<>();
        lines.add(
                "rollout " + record.number() + " of " + head.value("fleet").orElse("?") + ": " + result(record, held));
        lines.add(
                "begun by " + who(head) + " with version " + head.value("tool").orElse("?") + ", commit "
                        + shortened(head.value("commit").orElse("-")) + ", plan " + shortened(record.plan()));
        lines.add("");
        TextTable table = new TextTable("TIME (UTC)", "DEVICE", "WHAT", "");
        for (Entry entry : record.entries()) {
            table.row(
                    time(entry.time()),
                    entry.device().map(Object::toString).orElse("-"),
                    entry.kind().wire(),
                    words(entry));
        }
        lines.addAll(table.lines());
        for (Entry open : record.cutOff()) {
            lines.add("how " + open.value("deed").orElse("?") + " on "
                    + open.device().orElseThrow() + " ended is not in the record; the next deploy asks the device");
        }
        return List.copyOf(lines);
    }

    private static String result(RolloutRecord record, boolean held) {
        return switch (record.state()) {
            case OPEN -> held ? "at work" : "cut off: mvn flexy:resume goes on";
            case HALTED ->
                "halted: " + record.decisive().orElseThrow().value("reason").orElse("?");
            case ENDED -> sums(record.decisive().orElseThrow());
        };
    }

    private static String sums(Entry end) {
        List<String> counts = new ArrayList<>();
        end.data().forEach((name, value) -> {
            if (!name.equals("result") && !name.equals("calls")) {
                counts.add(value + " " + name);
            }
        });
        return end.value("result").orElse("?") + (counts.isEmpty() ? "" : " (" + String.join(", ", counts) + ")");
    }

    private static String words(Entry entry) {
        return switch (entry.kind()) {
            case ROLLOUT_BEGUN, RESUMED ->
                who(entry)
                        + entry.value("commit")
                                .map(id -> ", commit " + shortened(id))
                                .orElse("");
            case WAVE_BEGUN ->
                told(entry, "number") + " (" + told(entry, "name") + "), " + told(entry, "devices")
                        + (told(entry, "devices").equals("1") ? " device" : " devices");
            case INTENT -> told(entry, "deed") + digest(entry);
            case RESULT -> told(entry, "deed") + ": " + told(entry, "result");
            case DEVICE_ENDED ->
                told(entry, "outcome")
                        + digest(entry)
                        + entry.value("code")
                                .map(code -> ", " + code + " " + told(entry, "what"))
                                .orElse("");
            case HALTED -> told(entry, "cause").toLowerCase(Locale.ROOT) + ": " + told(entry, "reason");
            case ACKNOWLEDGED -> "by " + told(entry, "by");
            case APPROVED -> told(entry, "number") + " (" + told(entry, "name") + "), by " + told(entry, "by");
            case ROLLOUT_ENDED -> sums(entry);
            case LEASE_TAKEN, LEASE_LOST -> told(entry, "holder") + ", token " + told(entry, "token");
            case LEASE_BROKEN -> told(entry, "holder") + ", by " + told(entry, "by");
            case RUNNER_JOINED -> told(entry, "who") + ", runner " + told(entry, "runner");
            case RUNNER_LOST -> "runner " + told(entry, "runner");
            case GATE -> told(entry, "verdict") + ": " + told(entry, "words");
            case IDENTITIES -> told(entry, "done");
            case REVOKED -> told(entry, "done") + ", by " + who(entry);
        };
    }

    private static String digest(Entry entry) {
        return entry.value("digest").map(digest -> " " + shortened(digest)).orElse("");
    }

    private static String told(Entry entry, String name) {
        return ConsoleReport.printable(entry.value(name).orElse("?"), 400);
    }

    private static String who(Entry entry) {
        return told(entry, "user") + "@" + told(entry, "host");
    }

    private static String shortened(String digest) {
        return digest.length() <= SHOWN_DIGITS ? digest : digest.substring(0, SHOWN_DIGITS);
    }

    private static String time(Instant time) {
        return TIME.format(time);
    }
}
