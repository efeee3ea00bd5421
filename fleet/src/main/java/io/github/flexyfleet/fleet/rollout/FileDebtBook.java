package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.certificate.PrivateFiles;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Debts in a file of mode 0600, a line a device: id, since when, and the code of what kept it. Replaced as a whole, under
 * the lock of a file beside it, so that runs side by side lose none of each other's. Thread-safe.
 */
public final class FileDebtBook implements DebtBook {
    private final Path file;

    /** Takes the place; the file is made with the first debt. */
    public FileDebtBook(Path folder) {
        this.file = folder.resolve("debts");
    }

    @Override
    public List<Debt> debts() throws IOException {
        return List.copyOf(read().values());
    }

    @Override
    @SuppressWarnings("try") // the lock is held, not used
    public List<Debt> enter(List<DeviceResult> results, Instant now) throws IOException {
        // A file lock is the process's: an interned name keeps its other threads out.
        synchronized (file.toAbsolutePath().normalize().toString().intern()) {
            PrivateFiles.prepareFolder(file.getParent());
            try (FileChannel channel = PrivateFiles.open(file.resolveSibling("debts.lock"));
                    FileLock lock = channel.lock()) {
                Map<DeviceId, Debt> debts = read();
                Map<DeviceId, Debt> before = Map.copyOf(debts);
                Instant second = now.truncatedTo(ChronoUnit.SECONDS);
                results.forEach(result -> enter(debts, result, second));
                if (!debts.equals(before)) {
                    PrivateFiles.write(file, text(debts));
                }
                Set<DeviceId> asked = new HashSet<>();
                results.forEach(result -> asked.add(result.target().device()));
                return debts.values().stream()
                        .filter(debt -> asked.contains(debt.device()))
                        .toList();
            }
        }
    }

    private static void enter(Map<DeviceId, Debt> debts, DeviceResult result, Instant now) {
        DeviceId device = result.target().device();
        if (result.outcome().done()) {
            debts.remove(device);
        } else if (result.outcome().debt()) {
            Debt begun = DebtBook.of(result, now);
            Instant since = debts.getOrDefault(device, begun).since();
            debts.put(device, new Debt(device, since, begun.reason()));
        }
    }

    private Map<DeviceId, Debt> read() throws IOException {
        Map<DeviceId, Debt> debts = new TreeMap<>();
        if (!Files.exists(file)) {
            return debts;
        }
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.split(" ", -1);
            try {
                if (cells.length != 3) {
                    throw new IllegalArgumentException("not a debt");
                }
                Debt debt = new Debt(new DeviceId(cells[0]), Instant.parse(cells[1]), cells[2]);
                debts.put(debt.device(), debt);
            } catch (IllegalArgumentException | DateTimeParseException e) {
                // Not guessed at: a debt that is forgotten is never overdue.
                throw new IOException(
                        "the debts in " + file + " cannot be read; remove the file to begin without any", e);
            }
        }
        return debts;
    }

    private static String text(Map<DeviceId, Debt> debts) {
        List<String> lines = new ArrayList<>();
        debts.values().forEach(debt -> lines.add(debt.device() + " " + debt.since() + " " + debt.reason() + "\n"));
        return String.join("", lines);
    }
}
