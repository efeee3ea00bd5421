package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.certificate.PrivateFiles;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A ledger in a folder, also of a shared volume: a file a record, one for the lease, one whose lock is held during each
 * step. Files have mode 0600 in folders of 0700.
 *
 * <p>It relies on these operations of the file system: an exclusive lock of a whole file that other machines respect (POSIX
 * record locks; NFS 4, or NFS 3 with its lock service, and SMB have them); that whoever gets the lock sees what was written
 * under it before; a rename in one step within a folder; and that a forced file is on disk. It compares no clock.
 */
public final class FolderStore implements LedgerStore {
    private static final Pattern RECORD = Pattern.compile("(\\d{6,18})\\.jsonl");
    private static final String LEASE = "lease.json";

    private final Path folder;

    /**
     * Takes the place; nothing is written before the first lease.
     *
     * @param ledgers folder of the ledgers of all fleets
     * @param fleet name of the fleet
     */
    public FolderStore(Path ledgers, String fleet) {
        String plain = fleet.replaceAll("[^A-Za-z0-9._-]", "_");
        String unique = Digest.of(fleet.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 8);
        this.folder = ledgers.toAbsolutePath()
                .normalize()
                .resolve(plain.substring(0, Math.min(40, plain.length())) + "-" + unique);
    }

    @Override
    public Sighting lease() throws LedgerException {
        return Files.exists(folder)
                ? locked(() -> new Sighting(read(), Optional.empty()))
                : new Sighting(Lease.none(), Optional.empty());
    }

    @Override
    public boolean replace(Lease seen, Lease next) throws LedgerException {
        return locked(() -> {
            if (read().version() != seen.version()) {
                return false;
            }
            PrivateFiles.write(folder.resolve(LEASE), LeaseText.write(next) + "\n");
            return true;
        });
    }

    private Lease read() throws IOException {
        Path file = folder.resolve(LEASE);
        if (!Files.exists(file)) {
            return Lease.none();
        }
        try {
            return LeaseText.read(Files.readString(file).strip());
        } catch (IllegalArgumentException e) {
            // Not guessed at: a wrong token could let two processes write at once.
            throw new IOException(file + " cannot be read; make sure that nothing is deployed, then remove it", e);
        }
    }

    @Override
    public List<Long> rollouts() throws LedgerException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> RECORD.matcher(file.getFileName().toString()))
                    .filter(name -> name.matches())
                    .map(name -> Long.parseLong(name.group(1)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    @Override
    public List<String> lines(long rollout) throws LedgerException {
        try {
            return new Lines(Files.readAllBytes(file(rollout))).whole();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    @Override
    public List<String> open(Fence fence, long rollout) throws LedgerException {
        return locked(() -> {
            require(fence);
            try (FileChannel channel = PrivateFiles.open(file(rollout))) {
                byte[] all = new byte[Math.toIntExact(channel.size())];
                ByteBuffer bytes = ByteBuffer.wrap(all);
                while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
                    // until the end
                }
                Lines lines = new Lines(all);
                if (lines.end() < all.length) {
                    channel.truncate(lines.end());
                    channel.force(true);
                }
                return lines.whole();
            }
        });
    }

    @Override
    public void append(Fence fence, long rollout, List<Entry> entries) throws LedgerException {
        StringBuilder text = new StringBuilder();
        entries.forEach(entry -> text.append(entry.line()).append('\n'));
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
        locked(() -> {
            require(fence);
            Path file = file(rollout);
            boolean made = !Files.exists(file);
            try (FileChannel channel = PrivateFiles.open(file)) {
                channel.position(channel.size());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(false);
            }
            if (made) {
                PrivateFiles.forceFolder(folder);
            }
            return null;
        });
    }

    private void require(Fence fence) throws IOException, LedgerException {
        Lease lease = read();
        if (!lease.admits(fence)) {
            throw HeldLease.lost(lease, fence);
        }
    }

    @Override
    public String place(long rollout) {
        return file(rollout).toString();
    }

    private Path file(long rollout) {
        return folder.resolve(String.format(Locale.ROOT, "%06d.jsonl", rollout));
    }

    @Override
    public void close() {
        // Files are open only during a step.
    }

    /** Work under the lock. */
    private interface Work<T> {
        T run() throws IOException, LedgerException;
    }

    @SuppressWarnings("try") // the lock is held, not used
    private <T> T locked(Work<T> work) throws LedgerException {
        // A file lock is the process's: it keeps no thread of it out, and any close of the file gives it up. An
        // interned
        // name is the one monitor that all stores of this folder share, also those of another class loader.
        synchronized (("ledger " + folder).intern()) {
            try {
                if (!Files.isDirectory(folder.getParent())) {
                    // One that is there already may be a volume with more in it, whose mode is not ours to change.
                    PrivateFiles.prepareFolder(folder.getParent());
                }
                PrivateFiles.prepareFolder(folder);
                try (FileChannel channel = PrivateFiles.open(folder.resolve("lock"));
                        FileLock lock = channel.lock()) {
                    return work.run();
                }
            } catch (IOException e) {
                throw unusable(e);
            }
        }
    }

    private LedgerException unusable(IOException e) {
        return new LedgerException(
                ProblemCode.LEDGER_UNUSABLE,
                "the ledger in " + folder + " cannot be used: " + e.getMessage(),
                "make the folder readable and writable, with room on its disk",
                e);
    }

    /** The whole lines of a file, and where they end. */
    private static final class Lines {
        private final List<String> whole = new ArrayList<>();
        private int end;

        /** A line that a power cut tore has no end, or, where the file system grew the file first, consists of zeros. */
        Lines(byte[] all) {
            for (int at = 0; at < all.length; at++) {
                if (all[at] == 0) {
                    break;
                }
                if (all[at] == '\n') {
                    whole.add(new String(all, end, at - end, StandardCharsets.UTF_8));
                    end = at + 1;
                }
            }
            for (int at = end; at < all.length; at++) {
                if (all[at] == '\n') {
                    // Entries after zeros: no power cut leaves that. The line is kept for the chain to refuse.
                    whole.add(new String(all, end, at - end, StandardCharsets.UTF_8));
                    end = at + 1;
                }
            }
        }

        List<String> whole() {
            return List.copyOf(whole);
        }

        int end() {
            return end;
        }
    }
}
