package io.github.flexyfleet.fleet.doctor;

/**
 * A link of the chain that was looked at.
 *
 * @param name what it is
 * @param verdict what it came to
 */
public record Link(String name, Verdict verdict) {
    /** Whether it is broken. */
    public boolean isBroken() {
        return verdict instanceof Verdict.Problem;
    }
}
