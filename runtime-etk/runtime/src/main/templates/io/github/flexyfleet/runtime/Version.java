package io.github.flexyfleet.runtime;

/** The version of this build; written by the build, since a resource or a manifest may not be readable on the Flexy. */
final class Version {
    static final String NUMBER = "@version@";

    private Version() {}
}
