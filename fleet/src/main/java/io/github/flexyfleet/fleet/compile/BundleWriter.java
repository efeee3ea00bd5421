package io.github.flexyfleet.fleet.compile;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes bundles as {@code <folder>/<device>/<file>}, with the manifest as a file of its own. Touches only what differs.
 * Where the file system knows owners, files are 0600 and folders 0700. The folder has a {@code .gitignore} of its own, since
 * a project need not ignore {@code target/}, and the bundles hold private keys.
 */
public final class BundleWriter {
    private static final String MANIFEST = "manifest";
    private static final String TEMPORARY = ".new";
    private static final String IGNORE = ".gitignore";
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private BundleWriter() {}

    /**
     * Writes a fleet's bundles. Removes the folders of devices that are not in the fleet any more, of folders that hold a
     * manifest only and of their files only those that a bundle has.
     *
     * @throws IOException when the disk does not take it; running it again mends a half-written folder
     */
    public static WriteReport write(CompiledFleet fleet, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            createFolder(folder);
        }
        write(folder.resolve(IGNORE), "*\n".getBytes(StandardCharsets.US_ASCII));
        List<DeviceId> written = new ArrayList<>();
        Set<String> kept = new HashSet<>();
        for (Bundle bundle : fleet.bundles()) {
            kept.add(bundle.device().value());
            if (write(bundle, folder.resolve(bundle.device().value()))) {
                written.add(bundle.device());
            }
        }
        List<String> removed = new ArrayList<>();
        for (Path left : folders(folder)) {
            String name = left.getFileName().toString();
            if (!kept.contains(name) && Files.isRegularFile(left.resolve(MANIFEST), LinkOption.NOFOLLOW_LINKS)) {
                remove(left);
                removed.add(name);
            }
        }
        return new WriteReport(written, fleet.bundles().size() - written.size(), removed);
    }

    private static boolean write(Bundle bundle, Path folder) throws IOException {
        boolean changed = createFolder(folder);
        for (BundleFile file : bundle.files()) {
            changed |= write(folder.resolve(file.name()), file.content());
        }
        // The manifest last: where it stands, its files stood before.
        changed |= write(folder.resolve(MANIFEST), bundle.manifest());
        return changed;
    }

    private static boolean write(Path file, byte[] content) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.size(file) == content.length
                && Arrays.equals(Files.readAllBytes(file), content)) {
            restrict(file, FILE);
            return false;
        }
        Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, attributes(file, FILE)); // restricted before it holds anything
        Files.write(temporary, content);
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return true;
    }

    private static boolean createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            restrict(folder, FOLDER);
            return false;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(folder, attributes(folder, FOLDER));
        return true;
    }

    private static List<Path> folders(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private static void remove(Path folder) throws IOException {
        for (String name : List.of("device.key", "device.crt", "device.json", "roots.pem", MANIFEST)) {
            Files.deleteIfExists(folder.resolve(name));
            Files.deleteIfExists(folder.resolve(name + TEMPORARY));
        }
        try (Stream<Path> rest = Files.list(folder)) {
            if (rest.findAny().isPresent()) {
                return; // somebody else's files stay
            }
        }
        Files.delete(folder);
    }

    private static FileAttribute<?>[] attributes(Path near, Set<PosixFilePermission> permissions) throws IOException {
        return knowsOwners(near)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static void restrict(Path path, Set<PosixFilePermission> permissions) throws IOException {
        if (knowsOwners(path)
                && !Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)
                        .equals(permissions)) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    private static boolean knowsOwners(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        return parent != null && Files.getFileStore(parent).supportsFileAttributeView(PosixFileAttributeView.class);
    }
}
