package io.github.flexyfleet.simulator.flexy.export;

import io.github.flexyfleet.simulator.flexy.export.ExportSource.Point;
import io.github.flexyfleet.simulator.flexy.export.ExportSource.TagRow;
import io.github.flexyfleet.simulator.vm.bridge.Refusal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The recorded values: {@code $dtHL} for numbers, {@code $dtHS} for texts (flexy-etk 5). INFERRED: that all tags come
 * mixed, in the order of time, as they lie in the circular file.
 */
final class HistoryExport {
    private static final String END = "\r\n";
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);
    /** {@code DDMMYYYY[_HHMMSS]}. */
    private static final DateTimeFormatter ABSOLUTE = new DateTimeFormatterBuilder()
            .appendPattern("ddMMuuuu[_HHmmss]")
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
            .toFormatter(Locale.ROOT);

    private final ExportSource source;

    private record Row(TagRow tag, Point point) {}

    HistoryExport(ExportSource source) {
        this.source = source;
    }

    String numbers(ExportDescriptor wanted) throws Refusal {
        return export(wanted, false);
    }

    String texts(ExportDescriptor wanted) throws Refusal {
        return export(wanted, true);
    }

    private String export(ExportDescriptor wanted, boolean texts) throws Refusal {
        Instant from = time(wanted.value("st").orElse("_d1"));
        Instant to = time(wanted.value("et").orElse("_0"));
        StringBuilder out = new StringBuilder(
                        "\"TagId\";\"TimeInt\";\"TimeStr\";\"IsInitValue\";\"Value\";\"IQuality\"")
                .append(END);
        List<Row> rows = new ArrayList<>();
        for (TagRow tag : source.tags()) {
            boolean asked = wanted.value("tn").map(tag.name()::equals).orElse(true);
            if (asked && tag.text() == texts) {
                source.history(tag.id(), from, to).forEach(point -> rows.add(new Row(tag, point)));
            }
        }
        rows.sort(Comparator.comparing(row -> row.point().time()));
        rows.forEach(row -> line(out, row.tag(), row.point()));
        return out.toString();
    }

    /** Without UTCExport TimeInt counts local seconds, which repeat and jump when the clock changes (flexy-etk 6). */
    private void line(StringBuilder out, TagRow tag, Point point) {
        ZoneId zone = source.utcExport() ? ZoneOffset.UTC : source.zone();
        ZonedDateTime shown = point.time().atZone(zone);
        out.append(tag.id())
                .append(';')
                .append(shown.toLocalDateTime().toEpochSecond(ZoneOffset.UTC))
                .append(';')
                .append(Exports.quoted(SHOWN.format(shown)))
                .append(point.initial() ? ";1;" : ";0;")
                .append(tag.text() ? Exports.quoted(point.value()) : point.value())
                .append(';')
                .append(point.quality())
                .append(END);
    }

    /** {@code _s30 _m10 _h2 _d1}, minutes without a letter, or {@code DDMMYYYY[_HHMMSS]} in local time. */
    private Instant time(String text) throws Refusal {
        if (text.matches("_[smhd]?[0-9]{1,7}")) {
            char unit = Character.isDigit(text.charAt(1)) ? 'm' : text.charAt(1);
            long count = Long.parseLong(text.replaceAll("[^0-9]", ""));
            Duration ago = switch (unit) {
                case 's' -> Duration.ofSeconds(count);
                case 'h' -> Duration.ofHours(count);
                case 'd' -> Duration.ofDays(count);
                default -> Duration.ofMinutes(count);
            };
            return source.now().minus(ago);
        }
        try {
            return LocalDateTime.parse(text, ABSOLUTE).atZone(source.zone()).toInstant();
        } catch (DateTimeException e) {
            throw new Refusal("export: time " + text);
        }
    }
}
