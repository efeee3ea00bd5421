package io.github.flexyfleet.simulator.talk2m;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is not known of M2Web, or differs between accounts.
 *
 * @param sessionLifetime how long a session lives from its login on, not published (talk2m-m2web 2.3)
 * @param lockout whether ten bad logins lock the user for 15 minutes, as eCatcher does; INFERRED for M2Web
 * @param unknownDeviceStatus status for a device that the account does not have: 410 or 403, INFERRED
 * @param plainTextEvery every n-th answer of the API says {@code text/plain} though it is JSON; 0 for never
 * @param callsPerDay calls that the account may make in a UTC day; the call after that is refused
 * @param quotaStatus status of that refusal, INFERRED
 * @param tokens whether a token opens {@code get/}, INFERRED that it does not
 * @param bodies whether {@code get/} passes the fields of a form body on; else those of the URL alone (talk2m-m2web 3)
 * @param sessionsPerHost whether a session counts on its own host only; INFERRED (talk2m-m2web 2.1, 11.6)
 * @param ways how else than by GET and POST a form may travel, of PUT, DELETE and MULTIPART; the gateway takes it as one
 *     that was posted. INFERRED that none does (talk2m-m2web 1, 11.2)
 */
public record M2WebOptions(
        Duration sessionLifetime,
        boolean lockout,
        int unknownDeviceStatus,
        int plainTextEvery,
        long callsPerDay,
        int quotaStatus,
        boolean tokens,
        boolean bodies,
        boolean sessionsPerHost,
        Set<String> ways) {
    /** Copies the set. */
    public M2WebOptions {
        ways = Set.copyOf(ways);
    }

    /** A Free+ account (talk2m-m2web 2.7) with what is assumed of the rest. */
    public static M2WebOptions standard() {
        return new M2WebOptions(Duration.ofMinutes(10), true, 410, 5, 10_000, 429, false, true, true, Set.of());
    }

    private M2WebOptions changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new M2WebOptions(
                draft.sessionLifetime,
                draft.lockout,
                draft.unknownDeviceStatus,
                draft.plainTextEvery,
                draft.callsPerDay,
                draft.quotaStatus,
                draft.tokens,
                draft.bodies,
                draft.sessionsPerHost,
                draft.ways);
    }

    /** Options that become other ones. */
    private static final class Draft {
        private Duration sessionLifetime;
        private boolean lockout;
        private int unknownDeviceStatus;
        private int plainTextEvery;
        private long callsPerDay;
        private int quotaStatus;
        private boolean tokens;
        private boolean bodies;
        private boolean sessionsPerHost;
        private Set<String> ways;

        Draft(M2WebOptions options) {
            sessionLifetime = options.sessionLifetime;
            lockout = options.lockout;
            unknownDeviceStatus = options.unknownDeviceStatus;
            plainTextEvery = options.plainTextEvery;
            callsPerDay = options.callsPerDay;
            quotaStatus = options.quotaStatus;
            tokens = options.tokens;
            bodies = options.bodies;
            sessionsPerHost = options.sessionsPerHost;
            ways = options.ways;
        }
    }

    /** The same with another session lifetime. */
    public M2WebOptions withSessionLifetime(Duration lifetime) {
        return changed(draft -> draft.sessionLifetime = lifetime);
    }

    /** The same with or without the lockout. */
    public M2WebOptions withLockout(boolean on) {
        return changed(draft -> draft.lockout = on);
    }

    /** The same with another status for unknown devices. */
    public M2WebOptions withUnknownDeviceStatus(int status) {
        return changed(draft -> draft.unknownDeviceStatus = status);
    }

    /** The same with another share of {@code text/plain}. */
    public M2WebOptions withPlainTextEvery(int every) {
        return changed(draft -> draft.plainTextEvery = every);
    }

    /** The same with another quota. */
    public M2WebOptions withCallsPerDay(long calls) {
        return changed(draft -> draft.callsPerDay = calls);
    }

    /** The same with another status once the quota is spent. */
    public M2WebOptions withQuotaStatus(int status) {
        return changed(draft -> draft.quotaStatus = status);
    }

    /** The same with tokens allowed on {@code get/} or not. */
    public M2WebOptions withTokens(boolean allowed) {
        return changed(draft -> draft.tokens = allowed);
    }

    /** The same with form bodies that are passed on, or are not. */
    public M2WebOptions withBodies(boolean passed) {
        return changed(draft -> draft.bodies = passed);
    }

    /** The same with sessions that count on their own host only, or on all. */
    public M2WebOptions withSessionsPerHost(boolean own) {
        return changed(draft -> draft.sessionsPerHost = own);
    }

    /** The same with other ways for forms. */
    public M2WebOptions withWays(Set<String> others) {
        return changed(draft -> draft.ways = others);
    }
}
