package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.certificate.CertificateBoard.Held;
import io.github.flexyfleet.fleet.certificate.CertificateBoard.Row;
import io.github.flexyfleet.fleet.certificate.CertificateBoard.Standing;
import io.github.flexyfleet.fleet.model.CertificateSettings;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** The board of certificates for a console, and as JSON. Times are UTC. */
public final class ConsoleCertificates {
    private static final String NONE = "-";

    private ConsoleCertificates() {}

    /** All lines: a table and one line of sums. */
    public static List<String> lines(List<Row> rows) {
        List<String> lines = new ArrayList<>();
        TextTable table = new TextTable(
                "SITE",
                "DEVICE",
                "CERTIFICATE",
                "KEY",
                "KEPT IN",
                "SIGNED BY",
                "FROM",
                "DUE",
                "UNTIL",
                "DAYS",
                "STATE");
        rows.forEach(row -> table.row(cells(row)));
        if (!rows.isEmpty()) {
            lines.addAll(table.lines());
            lines.add("");
        }
        lines.add(sums(rows));
        return List.copyOf(lines);
    }

    private static String[] cells(Row row) {
        List<String> cells = new ArrayList<>(List.of(row.site(), row.device().value()));
        if (row.held().isEmpty()) {
            cells.addAll(List.of(NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE));
        } else {
            Held held = row.held().get();
            cells.addAll(List.of(
                    held.fingerprint().abbreviated(),
                    held.key().map(CertificateSettings.KeyKind::word).orElse("other"),
                    held.place().word(),
                    held.issuer().equals("CN=" + row.device()) ? "itself" : held.issuer(),
                    day(held.life().from()),
                    day(held.life().due()),
                    day(held.life().until()),
                    Long.toString(held.life().daysLeft())));
        }
        cells.add(row.standing().word());
        return cells.toArray(String[]::new);
    }

    private static String day(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static String sums(List<Row> rows) {
        if (rows.isEmpty()) {
            return "no device has a certificate: all have shared keys";
        }
        return Arrays.stream(Standing.values())
                        .filter(standing -> count(rows, standing) > 0)
                        .map(standing -> count(rows, standing) + " " + standing.word())
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private static long count(List<Row> rows, Standing standing) {
        return rows.stream().filter(row -> row.standing() == standing).count();
    }

    /**
     * The same as JSON.
     *
     * @param fleet name of the fleet
     * @param now when it was made
     */
    public static String json(String fleet, Instant now, List<Row> rows) {
        ObjectNode root = Json.object();
        root.put("fleet", fleet);
        root.put("made", now.toString());
        var list = root.putArray("certificates");
        for (Row row : rows) {
            ObjectNode one = list.addObject()
                    .put("device", row.device().value())
                    .put("site", row.site())
                    .put("state", row.standing().name().toLowerCase(java.util.Locale.ROOT));
            row.held()
                    .ifPresent(held -> one.put("fingerprint", held.fingerprint().hex())
                            .put(
                                    "key",
                                    held.key()
                                            .map(CertificateSettings.KeyKind::word)
                                            .orElse("other"))
                            .put("keptIn", held.place().word())
                            .put("issuer", held.issuer())
                            .put("from", held.life().from().toString())
                            .put("due", held.life().due().toString())
                            .put("until", held.life().until().toString())
                            .put("daysLeft", held.life().daysLeft()));
        }
        return Json.text(root);
    }
}
