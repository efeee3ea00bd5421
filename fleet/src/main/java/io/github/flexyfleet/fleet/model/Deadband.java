package io.github.flexyfleet.fleet.model;

import java.math.BigDecimal;

/** How far a number must move from the value sent last before it counts as changed. */
public sealed interface Deadband {
    /** The size, without trailing zeros. */
    BigDecimal size();

    /** The largest size. */
    BigDecimal limit();

    /** Whether the size is from zero, which is none, to the limit. */
    default boolean isInRange() {
        return size().signum() >= 0 && size().compareTo(limit()) <= 0;
    }

    private static BigDecimal plain(BigDecimal size) {
        BigDecimal stripped = size.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /**
     * In the tag's own unit.
     *
     * @param size up to 10^9
     */
    record Absolute(BigDecimal size) implements Deadband {
        /** Drops trailing zeros: 0.50 is 0.5. */
        public Absolute {
            size = plain(size);
        }

        @Override
        public BigDecimal limit() {
            return BigDecimal.valueOf(1_000_000_000);
        }
    }

    /**
     * As a share of the value sent last.
     *
     * @param size percent, up to 100
     */
    record Percent(BigDecimal size) implements Deadband {
        /** Drops trailing zeros: 2.50 is 2.5. */
        public Percent {
            size = plain(size);
        }

        @Override
        public BigDecimal limit() {
            return BigDecimal.valueOf(100);
        }
    }
}
