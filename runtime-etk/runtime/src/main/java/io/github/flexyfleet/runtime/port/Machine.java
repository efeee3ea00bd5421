package io.github.flexyfleet.runtime.port;

/** The Java VM that the runtime runs in, and the Flexy's watch over it (flexy-etk 1.4). Worker thread only. */
public interface Machine {
    /** The command that starts the VM again once {@link #leave} has ended it; null for none. */
    void nextCommand(String command);

    /** The Flexy boots unless {@link #alive} is called every so many minutes; 0 ends the watch. */
    void watch(int minutes);

    /** Serves the watch. */
    void alive();

    /** Ends the VM with an exit code other than 0, since after 0 no next command was ever seen to run. */
    void leave();
}
