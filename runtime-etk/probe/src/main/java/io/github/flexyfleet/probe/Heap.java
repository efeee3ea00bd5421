package io.github.flexyfleet.probe;

/** Writes how large its heap is, and how much of it is in use: it started. */
public final class Heap {
    private Heap() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Answers answers = new Answers();
        System.gc();
        answers.number(
                "used",
                Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        answers.number("heap", Runtime.getRuntime().totalMemory());
        Scratch.write(Scratch.START + ".heap", answers.line());
        System.exit(0);
    }
}
