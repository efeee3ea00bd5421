package com.ewon.ewonitf;

import io.github.flexyfleet.simulator.vm.bridge.FlashAccess;

/** Space of a partition in bytes; 0 for one that does not exist (argument form INFERRED, flexy-etk 3). */
public class FileSystemDriver {
    public static long availableSizeImpl(String path) {
        FlashAccess flash = Platform.host().flash();
        return flash.measuredBy(path) ? flash.available() : 0;
    }

    public static long totalSizeImpl(String path) {
        FlashAccess flash = Platform.host().flash();
        return flash.measuredBy(path) ? flash.total() : 0;
    }
}
