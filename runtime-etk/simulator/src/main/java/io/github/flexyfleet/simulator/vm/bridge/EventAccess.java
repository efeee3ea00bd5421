package io.github.flexyfleet.simulator.vm.bridge;

/** The native event queue of one VM. */
public interface EventAccess {
    /** Switches the storing of events; off also forgets what waits. Events are stored only while the loop runs. */
    void store(boolean on);

    /** The one global flag that makes tag changes into events (flexy-etk 1.3). */
    void storeTags(boolean on);

    /** Waits for the next event. */
    Event take() throws InterruptedException;

    /** An event taken and not closed yet; null when there is none. */
    Event open(int handle);

    /** Ends an event: a web form is answered now. */
    void close(int handle);
}
