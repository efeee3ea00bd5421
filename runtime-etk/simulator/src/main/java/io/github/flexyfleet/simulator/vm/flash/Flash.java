package io.github.flexyfleet.simulator.vm.flash;

import io.github.flexyfleet.simulator.vm.bridge.FlashAccess;
import io.github.flexyfleet.simulator.vm.bridge.FlashFile;
import io.github.flexyfleet.simulator.vm.bridge.VmKilled;
import io.github.flexyfleet.simulator.vm.flash.FlashFaults.Operation;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The {@code /usr} partition of a gateway, kept in a directory of the host. Files of the gateway are private to the
 * owner of the process on systems that know permissions. Thread-safe.
 */
public final class Flash implements FlashAccess {
    /** Size of /usr with the default split of the memory (flexy-etk 3), bytes. */
    public static final long SIZE = 29L * 1024 * 1024;

    private final Path root;
    private final FlashFaults faults;
    private final FlashQuirks quirks;
    private final Object space = new Object();
    private final Unsynced unsynced = new Unsynced();
    private long used;
    private long occupied;

    /**
     * Opens the partition and measures what it holds.
     *
     * @param root directory for {@code /usr}, made when missing
     */
    public Flash(Path root, FlashFaults faults) throws IOException {
        this(root, faults, FlashQuirks.standard());
    }

    /**
     * The same of which other things are guessed.
     *
     * @param root directory for {@code /usr}, made when missing
     */
    public Flash(Path root, FlashFaults faults, FlashQuirks quirks) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        this.faults = faults;
        this.quirks = quirks;
        Files.createDirectories(this.root);
        if (Files.getFileStore(this.root).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(this.root, PosixFilePermissions.fromString("rwx------"));
        }
        used = measure();
    }

    private long measure() throws IOException {
        long sum = 0;
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                sum += Files.size(path);
            }
        }
        return sum;
    }

    /** Takes space away from the files, as recordings and other programs do; 0 gives it back. */
    public void occupy(long bytes) {
        synchronized (space) {
            occupied = bytes;
        }
    }

    /** What a power cut does to contents that were not synced: each is kept, torn or lost, by chance. */
    public void losePower(RandomGenerator random) throws IOException {
        synchronized (space) {
            unsynced.lose(random);
            used = measure();
        }
    }

    private Optional<Path> resolve(String path) {
        if (path.indexOf('\0') >= 0 || !(path.equals("/usr") || path.startsWith("/usr/"))) {
            return Optional.empty();
        }
        Path found = root.resolve(path.substring(4).replaceAll("^/+", "")).normalize();
        return found.startsWith(root) ? Optional.of(found) : Optional.empty();
    }

    private Path resolved(String path) throws FileNotFoundException {
        return resolve(path).orElseThrow(() -> new FileNotFoundException(path));
    }

    @Override
    public FlashFile open(String path, Mode mode) throws IOException {
        Path file = resolved(path);
        boolean there = Files.isRegularFile(file);
        if (Files.isDirectory(file)
                || (!there && mode == Mode.READ)
                || !Files.isDirectory(file.equals(root) ? root : file.getParent())) {
            throw new FileNotFoundException(path);
        }
        if (mode == Mode.READ) {
            return new Open(path, file, new RandomAccessFile(file.toFile(), "r"));
        }
        if (!there) {
            faults.reach(Operation.CREATE, path, 0);
        }
        Open open = new Open(path, file, new RandomAccessFile(file.toFile(), "rw"));
        if (there && mode == Mode.TRUNCATE && open.length() > 0) {
            faults.reach(Operation.TRUNCATE, path, 0);
            open.cut(0);
        }
        return open;
    }

    /** The bytes of a whole file. */
    public byte[] read(String path) throws IOException {
        Path file = resolved(path);
        if (!Files.isRegularFile(file)) {
            throw new FileNotFoundException(path);
        }
        return Files.readAllBytes(file);
    }

    /** Replaces a whole file and syncs it; parents must exist. On a full partition nothing of it stays. */
    public void write(String path, byte[] bytes) throws IOException {
        try (FlashFile file = open(path, Mode.TRUNCATE)) {
            file.write(0, bytes, 0, bytes.length);
            file.sync();
        } catch (IOException e) {
            delete(path);
            throw e;
        }
    }

    @Override
    public boolean exists(String path) {
        return resolve(path).map(Files::exists).orElse(false);
    }

    @Override
    public boolean directory(String path) {
        return resolve(path).map(Files::isDirectory).orElse(false);
    }

    @Override
    public long size(String path) {
        return resolve(path).filter(Files::isRegularFile).map(Flash::sizeOf).orElse(0L);
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public long modified(String path) {
        try {
            Optional<Path> found = resolve(path).filter(Files::exists);
            return found.isEmpty() ? 0 : Files.getLastModifiedTime(found.get()).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public String[] list(String path) {
        Optional<Path> found = resolve(path).filter(Files::isDirectory);
        if (found.isEmpty()) {
            return null;
        }
        try (Stream<Path> names = Files.list(found.get())) {
            return names.map(name -> name.getFileName().toString()).sorted().toArray(String[]::new);
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public boolean mkdir(String path) {
        Optional<Path> found = resolve(path).filter(directory -> !Files.exists(directory));
        if (found.isEmpty()) {
            return false;
        }
        faults.reach(Operation.MKDIR, path, 0);
        try {
            Files.createDirectory(found.get());
            return true;
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean delete(String path) {
        Optional<Path> found = resolve(path).filter(file -> !file.equals(root) && Files.exists(file));
        if (found.isEmpty()) {
            return false;
        }
        faults.reach(Operation.DELETE, path, 0);
        synchronized (space) {
            long size = Files.isRegularFile(found.get()) ? sizeOf(found.get()) : 0;
            try {
                boolean deleted = Files.deleteIfExists(found.get());
                used -= deleted ? size : 0;
                unsynced.settle(found.get());
                return deleted;
            } catch (DirectoryNotEmptyException e) {
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public boolean rename(String from, String to) {
        Optional<Path> source = resolve(from).filter(Files::exists);
        Optional<Path> target = resolve(to).filter(file -> !Files.isDirectory(file));
        if (source.isEmpty()
                || target.isEmpty()
                || (!quirks.renameOver() && Files.exists(target.get()))
                || !Files.isDirectory(target.get().getParent())) {
            return false;
        }
        faults.reach(Operation.RENAME, to, 0);
        synchronized (space) {
            boolean same = source.get().equals(target.get());
            long replaced = Files.isRegularFile(target.get()) && !same ? sizeOf(target.get()) : 0;
            try {
                Files.move(source.get(), target.get(), StandardCopyOption.REPLACE_EXISTING);
                used -= replaced;
                unsynced.rename(source.get(), target.get());
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }

    @Override
    public long available() {
        synchronized (space) {
            return Math.max(0, SIZE - used - occupied);
        }
    }

    @Override
    public long total() {
        return SIZE;
    }

    @Override
    public boolean measuredBy(String path) {
        return quirks.sizeByUsr() ? path.startsWith("/usr") : path.startsWith("/usr/");
    }

    /** Not a FileChannel: that one is closed by an interrupt, and the gateway's files know no interrupts. */
    private final class Open implements FlashFile {
        private final String path;
        private final Path place;
        private final RandomAccessFile file;

        Open(String path, Path place, RandomAccessFile file) {
            this.path = path;
            this.place = place;
            this.file = file;
        }

        @Override
        public synchronized int read(long position, byte[] buffer, int offset, int length) throws IOException {
            file.seek(position);
            return file.read(buffer, offset, length);
        }

        @Override
        public synchronized void write(long position, byte[] buffer, int offset, int length) throws IOException {
            int reached = Math.min(length, faults.reach(Operation.WRITE, path, length));
            synchronized (space) {
                long growth = Math.max(0, position + reached - file.length());
                if (growth > Math.max(0, SIZE - used - occupied)) {
                    throw new IOException("no space left on /usr");
                }
                unsynced.change(place);
                file.seek(position);
                file.write(buffer, offset, reached);
                used += growth;
            }
            if (reached < length) {
                throw new VmKilled();
            }
        }

        @Override
        public synchronized long length() throws IOException {
            return file.length();
        }

        @Override
        public synchronized void setLength(long length) throws IOException {
            faults.reach(Operation.RESIZE, path, 0);
            long size = file.length();
            if (length > size) {
                byte[] zeros = new byte[(int) (length - size)];
                write(size, zeros, 0, zeros.length);
            } else {
                cut(length);
            }
        }

        private synchronized void cut(long length) throws IOException {
            synchronized (space) {
                unsynced.change(place);
                used -= file.length() - length;
                file.setLength(length);
            }
        }

        @Override
        public void sync() {
            faults.reach(Operation.SYNC, path, 0);
            unsynced.settle(place);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
