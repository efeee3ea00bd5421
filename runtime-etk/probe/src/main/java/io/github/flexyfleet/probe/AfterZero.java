package io.github.flexyfleet.probe;

/** Ends with exit code 0, with a next program named. */
public final class AfterZero {
    private AfterZero() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Next.begin("zero");
        System.exit(0);
    }
}
