package io.github.flexyfleet.fleet.rollout;

/** How a goal ended, as programs that start it tell apart (docs/operations.md). */
public enum ExitClass {
    /** Nothing was to be done, or all of it is done. */
    DONE("done", 0),
    /** Something went wrong. */
    ERROR("error", 1),
    /** There is something to deploy. */
    CHANGES_PENDING("changes-pending", 2),
    /** The rollout was stopped before all devices had begun. */
    HALTED("halted", 3),
    /** Done, but for devices that could not be reached. */
    DONE_WITH_DEBT("done-with-debt", 4);

    private final String word;
    private final int code;

    ExitClass(String word, int code) {
        this.word = word;
        this.code = code;
    }

    /** The word in reports. */
    public String word() {
        return word;
    }

    /** The exit code of the process. */
    public int code() {
        return code;
    }
}
