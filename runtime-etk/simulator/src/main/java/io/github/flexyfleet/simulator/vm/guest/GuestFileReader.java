package io.github.flexyfleet.simulator.vm.guest;

import java.io.FileNotFoundException;

/** {@code java.io.FileReader}. */
public class GuestFileReader extends GuestInputStreamReader {
    public GuestFileReader(String path) throws FileNotFoundException {
        super(new GuestFileInputStream(path));
    }

    public GuestFileReader(GuestFile path) throws FileNotFoundException {
        this(path.getPath());
    }
}
