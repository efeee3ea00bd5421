package io.github.flexyfleet.probe;

import com.ewon.ewonitf.RuntimeControl;
import java.io.IOException;

/** What the programs share that find out after which end the next run command starts. */
final class Next {
    private Next() {}

    /** Names the program that is to come, and says that this one ran. */
    static void begin(String name) throws IOException {
        Scratch.write(Scratch.START + "." + name, "{\"begun\":true}\n");
        RuntimeControl.configureNextRunCommand("-heapsize 25M -classpath "
                + Scratch.settings(Scratch.IN).get("jar") + " -emain io.github.flexyfleet.probe.After");
        Scratch.write(Scratch.START + ".after", name + " " + System.currentTimeMillis());
    }
}
