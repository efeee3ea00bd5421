package io.github.flexyfleet.fleet.budget;

/** M2Web calls of a run over the whole fleet, as measured on the rehearsal world (docs/operations.md). */
public final class CallCost {
    private static final int UNCHANGED = 1;
    private static final int CHANGED = 6;
    private static final int FACTORY_NEW = 27;

    /** A login at m2web.talk2m.com and at two regional hosts (talk2m-m2web 2.1), and the list of devices. */
    private static final int RUN = 3 + 1;

    private CallCost() {}

    /** When nothing is to be done. */
    public static long unchanged(long devices) {
        return RUN + UNCHANGED * devices;
    }

    /** For a new configuration on each. */
    public static long changed(long devices) {
        return RUN + CHANGED * devices;
    }

    /** For the runtime and a configuration on each. */
    public static long factoryNew(long devices) {
        return RUN + FACTORY_NEW * devices;
    }

    /** How many devices can get a change with so many calls. */
    static long devicesFor(long calls) {
        return Math.max(0, (calls - RUN) / CHANGED);
    }
}
