package io.github.flexyfleet.maven;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoFailureException;

/** Reads times that parameters give. */
final class Waits {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smhd])");
    private static final Duration LONGEST = Duration.ofDays(7);

    private static final Duration TEN_YEARS = Duration.ofDays(3660);

    private Waits() {}

    /** The time in the form of the fleet file, 0s to 7d. */
    static Duration read(String text) throws MojoFailureException {
        return read("flexy.wait", text);
    }

    /** The same for another property. */
    static Duration read(String property, String text) throws MojoFailureException {
        return parse(text)
                .filter(time -> time.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> new MojoFailureException(
                        property + " is " + text + "; nothing was done. Give a time from 0s to 7d, such as 30m or 2h"));
    }

    /** A time in the form of the fleet file, 0s to ten years. */
    static Duration days(String parameter, String text) throws MojoFailureException {
        return parse(text)
                .filter(time -> time.compareTo(TEN_YEARS) <= 0)
                .orElseThrow(() -> new MojoFailureException(parameter + " is " + text
                        + "; nothing was done. Give a time from 0s to 3660d, such as 12h or 30d"));
    }

    private static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text);
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
