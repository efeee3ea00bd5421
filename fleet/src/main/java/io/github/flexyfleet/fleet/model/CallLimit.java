package io.github.flexyfleet.fleet.model;

/**
 * How many M2Web calls a Talk2M account has for this tool in a day (UTC).
 *
 * @param perDay calls, 1 or more
 * @param reservePercent part of them that only confirming, going back and logins may use, 0..50
 */
public record CallLimit(int perDay, int reservePercent) {
    /** Of a Free+ account, with a tenth kept back. */
    public static final CallLimit STANDARD = new CallLimit(Talk2mPlan.FREE_PLUS.callsPerDay(), 10);

    private static final int MOST_KEPT = 50;

    /** Checks the ranges. */
    public CallLimit {
        if (perDay < 1 || reservePercent < 0 || reservePercent > MOST_KEPT) {
            throw new IllegalArgumentException("not a limit of calls: " + perDay + ", " + reservePercent + " %");
        }
    }

    /** Calls that are kept back, rounded up. */
    public long kept() {
        return ((long) perDay * reservePercent + 99) / 100;
    }
}
