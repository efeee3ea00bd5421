package io.github.flexyfleet.maven;

/** What a gateway is like when a case of the matrix begins. */
enum MatrixState {
    FACTORY_NEW(false),
    /** Somebody's BASIC program has a file open. */
    SCRIPT(false),
    /** jvmrun starts a program that is not ours. */
    FOREIGN_PROGRAM(false),
    /** The jar is there, jvmrun is not. */
    JAR_ALONE(false),
    /** The first half of the jar is there. */
    JAR_TORN(false),
    /** Runs the old bundle in a runtime of another version. */
    OLDER_RUNTIME(true),
    /** Runs the old bundle. */
    OLD(true),
    /** Runs the old bundle, holds a part of the new one. */
    CANDIDATE_HALF(true),
    /** Has the new bundle on trial. */
    ON_TRIAL(true),
    /** Has a third bundle on trial, begun by this tool. */
    OTHER_ON_TRIAL(true),
    /** Runs the new bundle. */
    WANTED(true),
    /** Runs the old bundle, has no connection in the first run. */
    OFFLINE(true),
    /** Runs the old bundle; the first run has a wrong password. */
    WRONG_PASSWORD(true),
    /** Runs the old bundle, has no room in the first run. */
    DISK_FULL(true);

    private final boolean runtime;

    MatrixState(boolean runtime) {
        this.runtime = runtime;
    }

    /** Whether a runtime of ours runs. */
    boolean hasRuntime() {
        return runtime;
    }
}
