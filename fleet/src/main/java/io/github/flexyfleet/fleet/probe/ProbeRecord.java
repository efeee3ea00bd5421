package io.github.flexyfleet.fleet.probe;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Notes in the state folder that a probe has begun to change a gateway and has not put all of it back: an empty file for
 * each. What there is to put back follows from the gateway: the probe's files all begin alike, {@code /usr/jvmrun} is
 * never touched, and the identity at the hub has a name of its own.
 */
public final class ProbeRecord {
    private final Path folder;

    /** Notes in this folder, which is made when it is needed. */
    public ProbeRecord(Path folder) {
        this.folder = folder;
    }

    /** Before the first change. */
    void begin(DeviceId device) throws IOException {
        Files.createDirectories(folder);
        if (!isOpen(device)) {
            Files.createFile(file(device));
        }
    }

    /** Whether a probe of this gateway did not put all back. */
    public boolean isOpen(DeviceId device) {
        return Files.exists(file(device));
    }

    /** All is put back. */
    void end(DeviceId device) throws IOException {
        Files.deleteIfExists(file(device));
    }

    /** The colon of an id is no file name everywhere. */
    private Path file(DeviceId device) {
        return folder.resolve(device.value().replace(':', '~') + ".putback");
    }
}
