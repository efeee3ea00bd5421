package io.github.flexyfleet.maven;

/** Where a fleet's state goes. Called by one thread. */
interface StatusDisplay {
    /** The fleet is like this now; called again and again while it is watched. */
    void show(FleetStatus status);

    /** It was like this at last. */
    void end(FleetStatus status);
}
