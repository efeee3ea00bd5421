package io.github.flexyfleet.fleet.plan;

/**
 * What a device takes, as a rule (docs/operations.md).
 *
 * @param calls Talk2M calls, 0 or more
 * @param hubOperations reads and writes of the hub's registry, 0 or more
 * @param seconds time on a cellular link, 0 or more
 */
public record Effort(int calls, int hubOperations, long seconds) {
    private static final int CALLS_OF_A_LOOK = 1;
    private static final int CALLS_OF_A_CHANGE = 6;
    private static final int CALLS_OF_AN_INSTALLATION = 24;
    private static final int CALLS_OF_AN_UPDATE = 15;

    /** A look at the registry before a bundle is sent and one after it is confirmed. */
    private static final int READS = 2;

    // INFERRED: a call to a gateway on a cellular link takes seconds, evidence a full push period or two.
    private static final long SECONDS_OF_A_LOOK = 3;
    private static final long SECONDS_OF_A_CHANGE = 60;
    private static final long SECONDS_OF_AN_INSTALLATION = 180;
    private static final long SECONDS_OF_AN_UPDATE = 120;

    /**
     * What an action takes.
     *
     * @param bundle whether a bundle is sent
     * @param credential whether the hub has to learn another certificate
     * @param soaks whether the device is looked at again after a soak
     */
    static Effort of(Action action, boolean bundle, boolean credential, boolean soaks) {
        int again = soaks ? CALLS_OF_A_LOOK : 0;
        int hub = READS + (credential ? 2 : 0);
        return switch (action) {
            case NONE -> new Effort(CALLS_OF_A_LOOK, 1, SECONDS_OF_A_LOOK);
            case CONFIGURE -> new Effort(CALLS_OF_A_CHANGE + again, hub, SECONDS_OF_A_CHANGE);
            case INSTALL_RUNTIME, UNKNOWN ->
                new Effort(CALLS_OF_AN_INSTALLATION + again, READS + 1, SECONDS_OF_AN_INSTALLATION);
            case UPDATE_RUNTIME ->
                bundle
                        ? new Effort(
                                CALLS_OF_AN_UPDATE + CALLS_OF_A_CHANGE + again,
                                hub,
                                SECONDS_OF_AN_UPDATE + SECONDS_OF_A_CHANGE)
                        : new Effort(CALLS_OF_AN_UPDATE + again, READS, SECONDS_OF_AN_UPDATE);
            case UNREACHABLE -> new Effort(0, 0, 0);
        };
    }
}
