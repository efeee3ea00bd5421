package io.github.flexyfleet.probe;

import com.ewon.ewonitf.RuntimeControl;

/** The program that came after another: says so in the other's file. */
public final class After {
    private After() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        RuntimeControl.configureNextRunCommand(null);
        String name = Scratch.read(Scratch.START + ".after");
        Scratch.write(Scratch.START + "." + name, "{\"begun\":true,\"next\":true}\n");
        System.exit(0);
    }
}
