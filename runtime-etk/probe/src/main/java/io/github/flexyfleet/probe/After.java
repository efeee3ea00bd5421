package io.github.flexyfleet.probe;

import com.ewon.ewonitf.RuntimeControl;

/** The program that came after another: says so in the other's file. */
public final class After {
    private After() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        long now = System.currentTimeMillis();
        RuntimeControl.configureNextRunCommand(null);
        String said = Scratch.read(Scratch.START + ".after");
        int blank = said.indexOf(' ');
        // At least one, also when the clock was set meanwhile.
        long millis = Math.max(1, now - Long.parseLong(said.substring(blank + 1)));
        Scratch.write(
                Scratch.START + "." + said.substring(0, blank),
                "{\"begun\":true,\"next\":true,\"millis\":" + millis + "}\n");
        System.exit(0);
    }
}
