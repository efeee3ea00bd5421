package io.github.flexyfleet.runtime;

/** The version of this build; written by the build, since a resource or a manifest may not be readable on the Flexy. */
final class Version {
    static final String NUMBER = "@version@";

    /** Main class of this jar that starts another runtime on trial. */
    static final String STARTER = "io.github.flexyfleet.start.Start_@suffix@";

    private Version() {}
}
