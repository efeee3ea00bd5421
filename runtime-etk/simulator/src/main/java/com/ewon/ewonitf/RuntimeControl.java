package com.ewon.ewonitf;

import io.github.flexyfleet.simulator.vm.guest.GuestThreads;

/** Restart, next command and application watchdog. */
public class RuntimeControl {
    private static int autoClose;

    /** Jars are read whole at the start in a rehearsal, so this changes nothing. */
    public static void setAutoCloseJAR(int enabled) {
        autoClose = enabled;
    }

    public static int getAutoCloseJAR() {
        return autoClose;
    }

    public static void configureNextRunCommand(String command) {
        Platform.host().system().nextRunCommand(command);
    }

    public static void configureAppWatchdog(int minutes) {
        Platform.host().system().watchdog(minutes);
    }

    public static void refreshWatchdog() {
        Platform.host().system().refreshWatchdog();
    }

    /** Never returns: the power goes off meanwhile. */
    @SuppressWarnings("InfiniteLoopStatement")
    public static void reboot() {
        Platform.host().system().reboot();
        while (true) {
            try {
                GuestThreads.sleep(1000);
            } catch (InterruptedException e) {
                // Only the end of the VM ends this wait.
                Platform.host().check();
            }
        }
    }

    public static void shutdown() {
        reboot();
    }
}
