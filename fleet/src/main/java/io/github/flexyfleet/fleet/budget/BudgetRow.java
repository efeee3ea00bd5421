package io.github.flexyfleet.fleet.budget;

/**
 * One figure.
 *
 * @param scope the fleet, one of several Talk2M accounts, or the device with the longest id of those with the same settings and how many more there are
 * @param resource what is counted
 * @param assumed use in the assumed case
 * @param worst use in the worst case; the same where tags' changes do not matter
 * @param limit the most there is; 0 for no limit
 */
public record BudgetRow(String scope, Resource resource, long assumed, long worst, long limit) {
    /** How close the use comes to the limit. */
    public Level level() {
        return Level.of(assumed, worst, limit);
    }
}
