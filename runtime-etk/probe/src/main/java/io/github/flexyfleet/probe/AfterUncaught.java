package io.github.flexyfleet.probe;

/** Ends with an exception that nobody catches, with a next program named. */
public final class AfterUncaught {
    private AfterUncaught() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Next.begin("uncaught");
        throw new IllegalStateException("on purpose");
    }
}
