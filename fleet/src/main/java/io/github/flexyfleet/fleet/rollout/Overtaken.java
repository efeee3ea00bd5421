package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.hub.IotHubException;

/**
 * Reads again and decides anew when somebody else has written between the reading and the write that went by it: another
 * runner, a device that registers at that moment, or this tool's own write whose answer was lost.
 */
final class Overtaken {
    private static final int TRIES = 3;

    private Overtaken() {}

    /**
     * Reads, decides and writes.
     *
     * @param <T> what it answers
     * @param <E> why it does not want to write
     */
    @FunctionalInterface
    interface Attempt<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * One that answers nothing.
     *
     * @param <E> why it does not want to write
     */
    @FunctionalInterface
    interface Work<E extends Exception> {
        void run() throws E;
    }

    /**
     * Goes by the first attempt that nobody has overtaken.
     *
     * @throws IotHubException as the last of three attempts was answered, or any for another reason
     */
    static <T, E extends Exception> T answer(Attempt<T, E> attempt) throws E {
        for (int tries = 1; ; tries++) {
            try {
                return attempt.run();
            } catch (IotHubException e) {
                if (!e.failure().isOvertaken() || tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** The same for work that answers nothing. */
    static <E extends Exception> void doing(Work<E> work) throws E {
        answer(() -> {
            work.run();
            return true;
        });
    }
}
