package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.talk2m.FlexyForms;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Has a Flexy overwrite and erase the private keys of both slots, by BASIC, when no runtime runs any more. They are not
 * read back to see whether that worked: a key that is still there would travel.
 */
final class KeyErasure {
    private static final String[] KEYS = {
        "flexyfleet/slot1/device.key",
        "flexyfleet/slot2/device.key",
        "flexyfleet/slot1/device.sas",
        "flexyfleet/slot2/device.sas"
    };
    private static final String DONE = "flxKey%";
    private static final int LOOKS = 5;

    private final FlexyForms forms;
    private final Talk2mDevice device;
    private final Pace pace;
    private final Duration pause;

    KeyErasure(FlexyForms forms, Talk2mDevice device, Pace pace, Duration pause) {
        this.forms = forms;
        this.device = device;
        this.pace = pace;
        this.pause = pause;
    }

    /** Does it; answers whether the device has run the commands. */
    boolean run() throws DeviceProblemException, InterruptedException {
        // Below 2^24, which a BASIC number of 32 bits holds exactly; a mark that an earlier release left is another
        // one.
        long mark = 1L + Math.floorMod(pace.now().getEpochSecond(), 1 << 23);
        List<String> commands = new ArrayList<>();
        for (String key : KEYS) {
            commands.add("OPEN \"file:/usr/" + key + "\" FOR BINARY OUTPUT AS 8");
            commands.add("PUT 8,\"erased\"");
            commands.add("CLOSE 8");
            commands.add("ERASE \"/usr/" + key + "\"");
        }
        commands.add(DONE + "=" + mark);
        DeviceRights.SCRIPT.run(() -> forms.executeScript(device, commands));
        for (int looks = 0; looks < LOOKS; looks++) {
            pace.pause(pause);
            if (forms.export(device, "$dtSE$ftT$se\"" + DONE + "\"").contains(Long.toString(mark))) {
                return true;
            }
        }
        return false;
    }
}
