package io.github.flexyfleet.fleet.gateway;

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
 * What made way for the runtime: start commands of other Java programs, and texts of BASIC programs, each a file of mode
 * 0600. What is saved is not overwritten: the first one is what the device had before this tool. Beside them stands which
 * runtime a device was told to fetch, until it is released. Thread-safe for different devices.
 */
public final class SavedPrograms {
    private static final String AUTORUN = ".jvmrun";
    private static final String SCRIPT = ".bas";
    private static final String PARKED = ".parked";
    private static final String FETCH = ".fetch";

    private final Path folder;

    /** Keeps them in a folder, which is made when it is needed. */
    public SavedPrograms(Path folder) {
        this.folder = folder;
    }

    /** Saves the text of {@code jvmrun}. */
    void save(DeviceId device, String autorun) throws IOException {
        create(file(device, AUTORUN), autorun);
    }

    /** Saves a BASIC program that is to be parked. */
    void saveScript(DeviceId device, String program) throws IOException {
        create(file(device, SCRIPT), program);
    }

    /** The saved BASIC program is parked. */
    void scriptParked(DeviceId device) throws IOException {
        create(file(device, PARKED), "");
    }

    /** Whether a BASIC program was saved. */
    boolean hasScript(DeviceId device) {
        return Files.exists(file(device, SCRIPT));
    }

    /** Whether a BASIC program was saved and is not known to be parked. */
    boolean isScriptPending(DeviceId device) {
        return hasScript(device) && !Files.exists(file(device, PARKED));
    }

    /** The BASIC program runs again. */
    void forgetScript(DeviceId device) throws IOException {
        Files.deleteIfExists(file(device, SCRIPT));
        Files.deleteIfExists(file(device, PARKED));
    }

    /** Notes that a device is about to be told to fetch a jar. */
    void fetching(DeviceId device, String sha256) throws IOException {
        fetched(device);
        create(file(device, FETCH), sha256);
    }

    /** Whether a device was told to fetch this jar. */
    boolean isFetching(DeviceId device, String sha256) throws IOException {
        Path file = file(device, FETCH);
        return Files.exists(file)
                && Files.readString(file, StandardCharsets.ISO_8859_1).equals(sha256);
    }

    /** What was fetched is of no use any more. */
    void fetched(DeviceId device) throws IOException {
        Files.deleteIfExists(file(device, FETCH));
    }

    private void create(Path file, String text) throws IOException {
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
            channel.write(StandardCharsets.ISO_8859_1.encode(text));
        }
    }

    /** What was saved of a device. */
    Optional<String> of(DeviceId device) throws IOException {
        Path file = file(device, AUTORUN);
        return Files.exists(file) ? Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1)) : Optional.empty();
    }

    /** It is back on its device. */
    void forget(DeviceId device) throws IOException {
        Files.deleteIfExists(file(device, AUTORUN));
    }

    /** The colon of an id is no file name everywhere. */
    private Path file(DeviceId device, String kind) {
        return folder.resolve(device.value().replace(':', '~') + kind);
    }
}
