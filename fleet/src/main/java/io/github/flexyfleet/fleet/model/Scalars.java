package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.source.Located;
import io.github.flexyfleet.fleet.source.MapValue;
import io.github.flexyfleet.fleet.source.ScalarKind;
import io.github.flexyfleet.fleet.source.ScalarValue;
import io.github.flexyfleet.fleet.source.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads single values. One of the wrong kind or form counts as absent here: the schema check tells about it. */
final class Scalars {
    private static final Pattern DURATION = Pattern.compile("(0|[1-9][0-9]{0,6})([smhd])");

    private static final Pattern DEADBAND = Pattern.compile("(-?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+))(%?)");
    private static final int DEADBAND_LENGTH = 24;

    private Scalars() {}

    static Optional<Located<String>> text(MapValue map, String key) {
        return map.get(key).flatMap(Scalars::text);
    }

    static Optional<Located<String>> text(Value value) {
        return value instanceof ScalarValue scalar && scalar.kind() == ScalarKind.TEXT
                ? Optional.of(new Located<>(scalar.text(), scalar.span()))
                : Optional.empty();
    }

    static boolean isTrue(Value value) {
        return value instanceof ScalarValue scalar
                && scalar.kind() == ScalarKind.BOOLEAN
                && scalar.text().equalsIgnoreCase("true");
    }

    static Optional<Integer> integer(MapValue map, String key) {
        // Nine digits fit an int; the schema's range is far below.
        return map.get(key)
                .flatMap(value -> value instanceof ScalarValue scalar
                                && scalar.kind() == ScalarKind.INTEGER
                                && scalar.text().length() <= 9
                        ? Optional.of(Integer.valueOf(scalar.text()))
                        : Optional.empty());
    }

    /** A number, or a number with a percent sign; of any size. */
    static Optional<Deadband> deadband(Value value) {
        if (!(value instanceof ScalarValue scalar) || scalar.text().length() > DEADBAND_LENGTH) {
            return Optional.empty();
        }
        Matcher matcher = DEADBAND.matcher(scalar.text());
        boolean number = scalar.kind() == ScalarKind.INTEGER || scalar.kind() == ScalarKind.DECIMAL;
        if (!matcher.matches() || !(number || scalar.kind() == ScalarKind.TEXT)) {
            return Optional.empty();
        }
        BigDecimal size = new BigDecimal(matcher.group(1));
        if (matcher.group(2).isEmpty()) {
            return number ? Optional.of(new Deadband.Absolute(size)) : Optional.empty();
        }
        return Optional.of(new Deadband.Percent(size));
    }

    /**
     * A duration in a range.
     *
     * @param code the finding for one outside the range
     */
    static Optional<Duration> duration(Value value, Duration min, Duration max, FindingCode code, Findings findings) {
        Optional<Duration> duration = text(value).flatMap(text -> duration(text.value()));
        if (duration.isPresent()
                && (duration.get().compareTo(min) < 0 || duration.get().compareTo(max) > 0)) {
            String shown = text(value).map(Located::value).orElse("");
            String limit = duration.get().compareTo(min) < 0 ? " is too short" : " is too long";
            findings.add(code, value.span(), Text.quote(shown) + limit);
        }
        return duration;
    }

    static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }
}
