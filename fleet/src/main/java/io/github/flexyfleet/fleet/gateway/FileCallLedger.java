package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.certificate.PrivateFiles;
import io.github.flexyfleet.fleet.compile.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A ledger in a file of mode 0600 that outlives the process and is shared by all processes of this machine. It holds one
 * line of fixed length, the day and its calls, which one write replaces under the file's lock: a process that dies leaves
 * the old line or the new one. Thread-safe.
 */
public final class FileCallLedger implements CallLedger {
    private static final Pattern LINE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2}) (\\d{10})\n");
    private static final int LENGTH = 22;

    private final Path file;

    /**
     * Takes the place; the file is made when the first call is counted.
     *
     * @param folder of all ledgers
     * @param account name of the Talk2M account
     */
    public FileCallLedger(Path folder, String account) {
        String plain = account.replaceAll("[^A-Za-z0-9._-]", "_");
        String unique =
                Digest.of(account.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 8);
        this.file = folder.resolve(plain.substring(0, Math.min(40, plain.length())) + "-" + unique + ".calls");
    }

    @Override
    public long spent(LocalDate day) throws IOException {
        return locked(channel -> read(channel, day));
    }

    @Override
    public boolean spend(LocalDate day, long most) throws IOException {
        return locked(channel -> {
            long before = read(channel, day);
            if (before >= most) {
                return false;
            }
            String line =
                    String.format(Locale.ROOT, "%s %010d%n", day, before + 1).replace("\r", "");
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes, bytes.position());
            }
            return true;
        });
    }

    private long read(FileChannel channel, LocalDate day) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH + 1);
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
            // until the end
        }
        if (bytes.position() == 0) {
            return 0;
        }
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            // Not guessed at: a wrong zero could spend the account's day twice.
            throw new IOException(
                    "the count of Talk2M calls in " + file + " cannot be read; remove the file to begin at 0");
        }
        return day.toString().equals(line.group(1)) ? Long.parseLong(line.group(2)) : 0;
    }

    /** Work on the open and locked file. */
    private interface Work<T> {
        T on(FileChannel channel) throws IOException;
    }

    @SuppressWarnings("try") // the lock is held, not used
    private <T> T locked(Work<T> work) throws IOException {
        // A file lock is the process's: it keeps no thread of it out, and any close of the file gives it up. An
        // interned
        // name is the one monitor that all ledgers of this file share, also those of another class loader.
        synchronized (file.toAbsolutePath().normalize().toString().intern()) {
            PrivateFiles.prepareFolder(file.getParent());
            try (FileChannel channel = PrivateFiles.open(file);
                    FileLock lock = channel.lock()) {
                return work.on(channel);
            }
        }
    }
}
