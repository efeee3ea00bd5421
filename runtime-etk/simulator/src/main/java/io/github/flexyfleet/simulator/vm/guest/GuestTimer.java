package io.github.flexyfleet.simulator.vm.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Timer;

/** {@code java.util.Timer} whose thread ends with its VM: the JDK's ignores interrupts. */
@SuppressWarnings("JavaUtilDate")
public class GuestTimer extends Timer {
    private static final List<Timer> TIMERS = new ArrayList<>();

    public GuestTimer() {
        this(false);
    }

    public GuestTimer(boolean daemon) {
        super(daemon);
        Guest.poll();
        synchronized (TIMERS) {
            TIMERS.add(this);
        }
    }

    static void cancelAll() {
        synchronized (TIMERS) {
            TIMERS.forEach(Timer::cancel);
        }
    }
}
