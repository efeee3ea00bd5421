package io.github.flexyfleet.simulator.vm.bridge;

import java.util.List;

/** Scheduled actions (flexy-etk 1.5). */
public interface ActionAccess {
    /**
     * An action as the action log shows it.
     *
     * @param id id, from 1 at each boot
     * @param status -1 in progress, 0 done, above 0 error
     * @param start when it began, milliseconds since 1970
     * @param end when it ended, 0 while in progress
     */
    record Action(int id, int status, long start, long end) {}

    /** Does an HTTP request and waits for its end: 0 done, 1 error, 2 not authorised, 32601 no connection. */
    int request(String url, String method, String headers, String text, String files, String destination)
            throws InterruptedException;

    /** Id that the next action will get. */
    int nextId();

    /** The last 20 actions, oldest first. */
    List<Action> log();
}
