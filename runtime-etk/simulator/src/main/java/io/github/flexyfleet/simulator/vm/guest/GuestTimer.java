package io.github.flexyfleet.simulator.vm.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Timer;

/** {@code java.util.Timer} whose thread ends with its VM: the JDK's ignores interrupts. */
@SuppressWarnings("JavaUtilDate")
public class GuestTimer extends Timer {
    private static final List<Timer> TIMERS = new ArrayList<>();

    private static boolean stopped;

    public GuestTimer() {
        this(false);
    }

    public GuestTimer(boolean daemon) {
        super(daemon);
        // Its thread runs already, so it must be known, or end, before the VM's end can be noticed here.
        synchronized (TIMERS) {
            if (stopped) {
                cancel();
            } else {
                TIMERS.add(this);
            }
        }
        Guest.poll();
    }

    static void cancelAll() {
        synchronized (TIMERS) {
            stopped = true;
            TIMERS.forEach(Timer::cancel);
        }
    }
}
