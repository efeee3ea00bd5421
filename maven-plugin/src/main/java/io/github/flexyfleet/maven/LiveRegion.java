package io.github.flexyfleet.maven;

import java.io.PrintStream;
import java.util.List;

/**
 * Lines at the end of a terminal that are drawn anew in their place; others scroll by above them. Needs a terminal that
 * knows the ANSI sequences "cursor up" and "erase below". For one thread.
 */
final class LiveRegion {
    private static final String ESCAPE = "\u001b[";

    private final PrintStream out;
    private final int width;
    private final int height;
    private int drawn;

    /**
     * An empty region.
     *
     * @param width columns
     * @param height lines; of more lines than fit, the rest is counted
     */
    LiveRegion(PrintStream out, int width, int height) {
        this.out = out;
        this.width = width;
        this.height = height;
    }

    /** Prints a line that scrolls by; the region has to be drawn again after it. */
    void above(String line) {
        erase();
        out.println(cut(line));
    }

    /**
     * Draws the region.
     *
     * @param more what is said of how to see fewer lines
     */
    void draw(List<String> lines, String more) {
        erase();
        int shown = lines.size() <= height - 1 ? lines.size() : height - 2;
        lines.subList(0, shown).forEach(line -> out.println(cut(line)));
        if (shown < lines.size()) {
            out.println(cut("and " + (lines.size() - shown) + " more; " + more));
            shown++;
        }
        drawn = shown;
        out.flush();
    }

    /** Leaves what is drawn; what follows is printed below it. */
    void leave() {
        drawn = 0;
    }

    private String cut(String line) {
        return line.length() <= width ? line : line.substring(0, width).stripTrailing();
    }

    private void erase() {
        if (drawn > 0) {
            out.print(ESCAPE + drawn + "A" + ESCAPE + "J");
            drawn = 0;
        }
    }
}
