package io.github.flexyfleet.fleet.certificate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes files that only their owner may read, so that after a power cut there is the whole file or none. Where the
 * file system has no POSIX permissions (Windows) the folder's own rights hold.
 */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /** Makes a folder of mode 0700, and gives an existing one this mode. */
    public static void prepareFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, attributes(folder, OWNER_FOLDER));
        }
        narrow(folder, OWNER_FOLDER);
    }

    /** The same for secrets, which git must not take: such a folder often lies in the fleet's own repository. */
    static synchronized void prepareSecretFolder(Path folder) throws IOException {
        prepareFolder(folder);
        Path ignore = folder.resolve(".gitignore");
        if (!Files.exists(ignore)) {
            write(ignore, "*\n");
        }
    }

    /** Writes a file of mode 0600 beside its place, forces it to disk, and moves it there in one step. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The same where nothing may be there yet.
     *
     * @throws java.nio.file.FileAlreadyExistsException when there is a file of this name; it stays as it is
     */
    static void create(Path file, String text) throws IOException {
        Path temporary = Files.createTempFile(file.getParent(), ".new-", ".tmp", attributes(file, OWNER_FILE));
        try {
            write(temporary, text);
            link(file, temporary);
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceFolder(file.getParent());
    }

    private static void link(Path file, Path whole) throws IOException {
        try {
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(whole, file); // where there are no hard links
        }
    }

    /** The same for bytes. */
    static void write(Path file, byte[] content) throws IOException {
        Path temporary = Files.createTempFile(file.getParent(), ".new-", ".tmp", attributes(file, OWNER_FILE));
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceFolder(file.getParent());
    }

    /** Opens a file for reading and writing; one that is not there is made with mode 0600. */
    public static FileChannel open(Path file) throws IOException {
        Set<OpenOption> options = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        return FileChannel.open(file, options, attributes(file, OWNER_FILE));
    }

    /** Takes the rights of group and others from a file that somebody copied here with a wider mode. */
    static void narrowFile(Path file) throws IOException {
        narrow(file, OWNER_FILE);
    }

    private static void narrow(Path path, Set<PosixFilePermission> wanted) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null && !view.readAttributes().permissions().equals(wanted)) {
            view.setPermissions(wanted);
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /** The move itself is only safe once the folder is on disk. Windows cannot open a folder and does not need it. */
    public static void forceFolder(Path folder) throws IOException {
        OpenOption[] read = {StandardOpenOption.READ};
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, read);
        } catch (IOException e) {
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }
}
