package io.github.flexyfleet.fleet.budget;

/** How close use comes to a limit. */
public enum Level {
    /** Up to 80 % of the limit as assumed, and within it in the worst case; or no limit is known. */
    FINE,
    /** Over 80 % as assumed, or over the limit in the worst case. */
    NEAR,
    /** Over the limit as assumed. */
    OVER;

    /**
     * Judges.
     *
     * @param assumed use in the assumed case
     * @param worst use in the worst case
     * @param limit 0 for none
     */
    static Level of(long assumed, long worst, long limit) {
        if (limit == 0) {
            return FINE;
        }
        if (assumed > limit) {
            return OVER;
        }
        // More than four fifths, without fractions.
        boolean overFourFifths = assumed > limit - limit / 5 - (limit % 5 == 0 ? 0 : 1);
        return overFourFifths || worst > limit ? NEAR : FINE;
    }
}
