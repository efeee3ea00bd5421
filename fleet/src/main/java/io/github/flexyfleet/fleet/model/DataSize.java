package io.github.flexyfleet.fleet.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of data.
 *
 * @param bytes 0 or more
 */
public record DataSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("(0|[1-9][0-9]{0,5})(B|KB|MB|GB)");

    /** Checks the range. */
    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("less than nothing: " + bytes);
        }
    }

    /** Reads {@code 512B}, {@code 4KB}, {@code 2MB} or {@code 1GB}, in steps of 1000 as data contracts count. */
    public static Optional<DataSize> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit = switch (matcher.group(2)) {
            case "KB" -> 1_000L;
            case "MB" -> 1_000_000L;
            case "GB" -> 1_000_000_000L;
            default -> 1L;
        };
        return Optional.of(new DataSize(Long.parseLong(matcher.group(1)) * unit));
    }
}
