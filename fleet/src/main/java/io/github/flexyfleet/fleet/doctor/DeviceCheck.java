package io.github.flexyfleet.fleet.doctor;

/** Looks at one link of a device's chain. Those before it are in order. */
interface DeviceCheck {
    /** What it looks at, in a few words. */
    String link();

    /** Looks. */
    Verdict look(Patient patient) throws InterruptedException;
}
