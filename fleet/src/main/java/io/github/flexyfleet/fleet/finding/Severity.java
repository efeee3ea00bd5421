package io.github.flexyfleet.fleet.finding;

/** How bad a finding is. */
public enum Severity {
    /** The fleet cannot be used like this. */
    ERROR,
    /** The fleet can be used, but probably does not do what is meant. */
    WARNING
}
