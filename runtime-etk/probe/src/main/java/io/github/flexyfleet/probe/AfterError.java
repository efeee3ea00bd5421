package io.github.flexyfleet.probe;

/** Ends with another exit code, with a next program named. */
public final class AfterError {
    private AfterError() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Next.begin("error");
        System.exit(-1);
    }
}
