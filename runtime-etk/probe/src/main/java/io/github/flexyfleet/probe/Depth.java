package io.github.flexyfleet.probe;

/** Finds out how deep calls may go: the VM throws, or ends. Writes before it begins, and the depth when it survives. */
public final class Depth extends Thread {
    private int depth;

    private Depth() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Scratch.write(Scratch.START + ".depth", "{\"begun\":true}\n");
        Depth deep = new Depth();
        deep.start();
        deep.join();
        Answers answers = new Answers();
        answers.number("depth", deep.depth);
        Scratch.write(Scratch.START + ".depth", answers.line());
        System.exit(0);
    }

    public void run() {
        depth = 1;
        try {
            deeper();
        } catch (StackOverflowError e) {
            return;
        }
    }

    private void deeper() {
        depth++;
        deeper();
    }
}
