package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Start commands of other Java programs that made way for the runtime, one file of mode 0600 a device. A command that is
 * saved is not overwritten: the first one is what the device had before this tool. Thread-safe for different devices.
 */
public final class SavedPrograms {
    private final Path folder;

    /** Keeps them in a folder, which is made when it is needed. */
    public SavedPrograms(Path folder) {
        this.folder = folder;
    }

    /** Saves the text of {@code jvmrun}. */
    void save(DeviceId device, String autorun) throws IOException {
        Path file = file(device);
        if (Files.exists(file)) {
            return;
        }
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerFolder = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        FileAttribute<?>[] ownerFile = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.createDirectories(folder, ownerFolder);
        try (var channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerFile)) {
            channel.write(StandardCharsets.ISO_8859_1.encode(autorun));
        }
    }

    /** What was saved of a device. */
    Optional<String> of(DeviceId device) throws IOException {
        Path file = file(device);
        return Files.exists(file) ? Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1)) : Optional.empty();
    }

    /** It is back on its device. */
    void forget(DeviceId device) throws IOException {
        Files.deleteIfExists(file(device));
    }

    /** The colon of an id is no file name everywhere. */
    private Path file(DeviceId device) {
        return folder.resolve(device.value().replace(':', '~') + ".jvmrun");
    }
}
