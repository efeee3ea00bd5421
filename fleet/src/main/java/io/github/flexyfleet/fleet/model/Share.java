package io.github.flexyfleet.fleet.model;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a whole, exact: decisions at a boundary must not depend on how a fraction is rounded.
 *
 * @param basisPoints hundredths of a percent, 1..10000
 */
public record Share(int basisPoints) {
    private static final int WHOLE = 10_000;
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,2})?)%");

    /** Checks the range. */
    public Share {
        if (basisPoints < 1 || basisPoints > WHOLE) {
            throw new IllegalArgumentException("not a share: " + basisPoints);
        }
    }

    /** Reads {@code 10%} or {@code 0.25%}; empty for anything else, also for nothing and for more than all. */
    public static Optional<Share> parse(String text) {
        Matcher matcher = PERCENT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int points = new BigDecimal(matcher.group(1)).movePointRight(2).intValueExact();
        return points < 1 || points > WHOLE ? Optional.empty() : Optional.of(new Share(points));
    }

    /** So much of a whole, rounded up: 10 % of 1 to 10 is 1, of 11 it is 2. */
    public int of(int whole) {
        return (int) (((long) basisPoints * whole + WHOLE - 1) / WHOLE);
    }

    /** Whether a part is this share of a whole or more. */
    public boolean reachedBy(long part, long whole) {
        return part * WHOLE >= basisPoints * whole;
    }

    @Override
    public String toString() {
        return BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros().toPlainString() + "%";
    }
}
