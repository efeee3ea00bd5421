package io.github.flexyfleet.simulator.vm.guest;

import io.github.flexyfleet.simulator.vm.bridge.FlashFile;
import java.io.IOException;
import java.io.SyncFailedException;

/** {@code java.io.FileDescriptor} of an open file. */
public final class GuestFileDescriptor {
    private final FlashFile file;

    GuestFileDescriptor(FlashFile file) {
        this.file = file;
    }

    public boolean valid() {
        return file != null;
    }

    public void sync() throws SyncFailedException {
        Guest.poll();
        try {
            file.sync();
        } catch (IOException e) {
            SyncFailedException failed = new SyncFailedException("sync failed");
            failed.initCause(e);
            throw failed;
        }
    }
}
