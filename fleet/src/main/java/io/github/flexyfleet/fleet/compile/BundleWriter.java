package io.github.flexyfleet.fleet.compile;

import io.github.flexyfleet.fleet.certificate.KeyUnavailableException;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes bundles as {@code <folder>/<device>/<file>}, with the manifest as a file of its own. Touches only what differs.
 * Where the file system knows owners, files are 0600 and folders 0700. The folder has a {@code .gitignore} of its own, since
 * a project need not ignore {@code target/}, and whole bundles hold private keys.
 */
public final class BundleWriter {
    private static final String MANIFEST = "manifest";
    private static final List<String> NAMES =
            List.of("device.key", "device.sas", "device.crt", "device.json", "roots.pem", MANIFEST);
    private static final String TEMPORARY = ".new";
    private static final String IGNORE = ".gitignore";
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path folder;
    private final boolean secrets;
    private final boolean knowsOwners;

    private BundleWriter(Path folder, boolean secrets) throws IOException {
        this.folder = folder;
        this.secrets = secrets;
        // Asked once: the answer is the same for all that lies below, and finding it takes as long as writing a file.
        this.knowsOwners = Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class);
    }

    /**
     * Writes a fleet's bundles, on all cores. Removes the folders of devices that are not in the fleet any more, of
     * folders that hold a manifest only and of their files only those that a bundle has.
     *
     * @throws IOException when the disk does not take it; running it again mends a half-written folder
     */
    public static WriteReport write(CompiledFleet fleet, Path folder) throws IOException {
        return write(fleet, folder, true);
    }

    /**
     * Writes the same without private keys and symmetric ones, which are not even asked for; those of an earlier run go.
     *
     * @throws IOException when the disk does not take it; running it again mends a half-written folder
     */
    public static WriteReport writeWithoutSecrets(CompiledFleet fleet, Path folder) throws IOException {
        return write(fleet, folder, false);
    }

    private static WriteReport write(CompiledFleet fleet, Path folder, boolean secrets) throws IOException {
        if (!Files.isDirectory(folder)) {
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null && !Files.isDirectory(parent)) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(
                    folder, new BundleWriter(parent == null ? folder : parent, secrets).attributes(FOLDER));
        }
        return new BundleWriter(folder, secrets).write(fleet);
    }

    private WriteReport write(CompiledFleet fleet) throws IOException {
        write(folder.resolve(IGNORE), "*\n".getBytes(StandardCharsets.US_ASCII));
        List<Outcome> outcomes =
                fleet.bundles().parallelStream().map(this::write).toList();
        for (Outcome outcome : outcomes) {
            if (outcome.failure().isPresent()) {
                throw outcome.failure().get();
            }
        }
        List<DeviceId> written =
                outcomes.stream().filter(Outcome::changed).map(Outcome::device).toList();
        Set<String> kept =
                fleet.bundles().stream().map(bundle -> bundle.device().value()).collect(Collectors.toSet());
        List<String> removed = new ArrayList<>();
        for (Path left : folders(folder)) {
            String name = left.getFileName().toString();
            if (!kept.contains(name) && Files.isRegularFile(left.resolve(MANIFEST), LinkOption.NOFOLLOW_LINKS)) {
                remove(left);
                removed.add(name);
            }
        }
        List<DeviceId> withoutKey = outcomes.stream()
                .filter(outcome -> !outcome.whole())
                .map(Outcome::device)
                .toList();
        return new WriteReport(written, fleet.bundles().size() - written.size(), removed, withoutKey);
    }

    /**
     * What became of a bundle. A failure is kept, not thrown: out of a parallel stream it would reach the caller while
     * other bundles are still being written.
     *
     * @param changed whether anything had to be written
     * @param whole whether all of its files are there that were to be
     */
    private record Outcome(DeviceId device, boolean changed, boolean whole, Optional<IOException> failure) {}

    /** Empty for a key that its device alone has; that of an earlier run must not stay then. */
    private static Optional<byte[]> content(BundleFile file) {
        try {
            return Optional.of(file.content());
        } catch (KeyUnavailableException e) {
            if (e.isWithDeviceAlone()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Outcome write(Bundle bundle) {
        Path place = folder.resolve(bundle.device().value());
        try {
            boolean changed = createFolder(place);
            boolean whole = true;
            for (BundleFile file : bundle.files()) {
                boolean leftOut = file.secret() && !secrets;
                Optional<byte[]> content = leftOut ? Optional.empty() : content(file);
                whole &= leftOut || content.isPresent();
                changed |= content.isPresent()
                        ? write(place.resolve(file.name()), content.get())
                        : removed(place, file.name());
            }
            changed |= removedOthers(place, bundle);
            // The manifest last: where it stands, its files stood before.
            changed |= write(place.resolve(MANIFEST), bundle.manifest());
            return new Outcome(bundle.device(), changed, whole, Optional.empty());
        } catch (KeyUnavailableException e) {
            IOException failure = new IOException(bundle.device() + ": " + e.getMessage() + "; " + e.mend());
            return new Outcome(bundle.device(), false, true, Optional.of(failure));
        } catch (IOException e) {
            return new Outcome(bundle.device(), false, true, Optional.of(e));
        }
    }

    private boolean write(Path file, byte[] content) throws IOException {
        if (holds(file, content)) {
            return false;
        }
        Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, attributes(FILE)); // restricted before it holds anything
        Files.write(temporary, content);
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return true;
    }

    /** Tells whether a file has this content; then it also gets the right permissions. */
    private boolean holds(Path file, byte[] content) throws IOException {
        Class<? extends BasicFileAttributes> kind = knowsOwners ? PosixFileAttributes.class : BasicFileAttributes.class;
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(file, kind, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return false;
        }
        if (!found.isRegularFile()
                || found.size() != content.length
                || !Arrays.equals(Files.readAllBytes(file), content)) {
            return false;
        }
        if (found instanceof PosixFileAttributes posix && !posix.permissions().equals(FILE)) {
            Files.setPosixFilePermissions(file, FILE);
        }
        return true;
    }

    private boolean createFolder(Path place) throws IOException {
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            if (knowsOwners
                    && !Files.getPosixFilePermissions(place, LinkOption.NOFOLLOW_LINKS)
                            .equals(FOLDER)) {
                Files.setPosixFilePermissions(place, FOLDER);
            }
            return false;
        }
        Files.createDirectory(place, attributes(FOLDER));
        return true;
    }

    private static List<Path> folders(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    /** A device that shows a key now shows no certificate any more, and the other way round. */
    private static boolean removedOthers(Path place, Bundle bundle) throws IOException {
        boolean any = false;
        for (String name : NAMES) {
            if (!name.equals(MANIFEST) && bundle.file(name).isEmpty()) {
                any |= removed(place, name);
            }
        }
        return any;
    }

    /** Also what a run left that was ended in the middle of writing it. */
    private static boolean removed(Path folder, String name) throws IOException {
        boolean half = Files.deleteIfExists(folder.resolve(name + TEMPORARY));
        return Files.deleteIfExists(folder.resolve(name)) || half;
    }

    private static void remove(Path folder) throws IOException {
        for (String name : NAMES) {
            removed(folder, name);
        }
        try (Stream<Path> rest = Files.list(folder)) {
            if (rest.findAny().isPresent()) {
                return; // somebody else's files stay
            }
        }
        Files.delete(folder);
    }

    private FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return knowsOwners
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
