package io.github.flexyfleet.fleet.doctor;

/** Looks at one link of a device's chain. None before it keeps data from passing. */
interface DeviceCheck {
    /** What it looks at, in a few words. */
    String link();

    /** Whether what is behind such a problem tells nothing, because no data passes it. */
    default boolean blocks(DoctorCode problem) {
        return true;
    }

    /** Looks. */
    Verdict look(Patient patient) throws InterruptedException;
}
