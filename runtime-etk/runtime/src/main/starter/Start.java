package io.github.flexyfleet.start;

import com.ewon.ewonitf.RuntimeControl;
import io.github.flexyfleet.runtime.Main;
import java.io.FileInputStream;
import java.io.IOException;

/**
 * Starts another runtime on trial (docs/decisions/0006). The name carries the version of the jar that holds this class,
 * so that on a class path of the new and the old jar it is the old one's. Whatever the new runtime does then, the way
 * back is armed: an end of the VM starts the old command, and silence boots the Flexy into it.
 */
public final class Start_@suffix@ {
    private Start_@suffix@() {}

    /** Runs for ever or ends the VM with exit code 1. */
    public static void main(String[] args) {
        try {
            RuntimeControl.configureNextRunCommand(autorun());
            RuntimeControl.configureAppWatchdog(5);
            run(args);
        } catch (Throwable e) {
            System.err.println("the runtime on trial failed: " + e);
        }
        System.exit(1);
    }

    /** On its own, so that nothing of the new jar is needed before the way back is armed. */
    private static void run(String[] args) {
        Main.main(args);
    }

    /** What a boot starts: the old runtime. */
    private static String autorun() throws IOException {
        FileInputStream in = new FileInputStream("/usr/jvmrun");
        try {
            StringBuffer line = new StringBuffer();
            for (int c = in.read(); c >= ' '; c = in.read()) {
                line.append((char) c);
            }
            return line.toString();
        } finally {
            in.close();
        }
    }
}
