package com.ewon.ewonitf;

import io.github.flexyfleet.simulator.vm.bridge.Host;
import io.github.flexyfleet.simulator.vm.bridge.Refusal;
import io.github.flexyfleet.simulator.vm.guest.Guest;
import io.github.flexyfleet.simulator.vm.guest.GuestSystem;

/** How the classes of this package reach the gateway. Not part of the gateway's interface. */
final class Platform {
    private Platform() {}

    static Host host() {
        return Guest.host();
    }

    static EWException refused(Refusal refusal) {
        EWException exception = new EWException(refusal.getMessage());
        exception.initCause(refusal);
        return exception;
    }

    static void print(Throwable thrown) {
        thrown.printStackTrace(GuestSystem.err);
    }
}
