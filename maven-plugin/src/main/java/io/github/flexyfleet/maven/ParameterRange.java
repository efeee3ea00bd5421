package io.github.flexyfleet.maven;

import org.apache.maven.plugin.MojoFailureException;

/** Checks parameters of goals. */
final class ParameterRange {
    private ParameterRange() {}

    /** Fails unless a number is in a range, both ends included. */
    static void check(String name, int value, int least, int most) throws MojoFailureException {
        if (value < least || value > most) {
            throw new MojoFailureException(name + " is " + value + "; nothing was done. Give " + least + " to " + most);
        }
    }
}
