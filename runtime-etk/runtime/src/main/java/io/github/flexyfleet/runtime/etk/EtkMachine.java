package io.github.flexyfleet.runtime.etk;

import com.ewon.ewonitf.RuntimeControl;
import io.github.flexyfleet.runtime.port.Machine;

/** The Java VM through the ETK. */
public final class EtkMachine implements Machine {
    public void nextCommand(String command) {
        RuntimeControl.configureNextRunCommand(command);
    }

    public void watch(int minutes) {
        RuntimeControl.configureAppWatchdog(minutes);
    }

    public void alive() {
        RuntimeControl.refreshWatchdog();
    }

    public void leave() {
        System.exit(1);
    }
}
