package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.certificate.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Approvals, and gates that are still open, in a folder: a file of mode 0600 for each wave with just its configurations.
 * Thread-safe.
 */
public final class FileApprovals implements Approvals, OwedGates {
    private static final int LONGEST_NAME = 100;

    private final Path folder;

    /** Takes the place; the folder is made with the first file. */
    public FileApprovals(Path folder) {
        this.folder = folder;
    }

    /**
     * Approves a wave.
     *
     * @param by who, as they call themselves
     */
    public void approve(WaveKey wave, String by, Instant now) throws IOException {
        String name = by.replaceAll("\\p{Cntrl}", " ").strip();
        write(
                file(wave, "approved"),
                (name.isEmpty() ? "unknown" : name.substring(0, Math.min(LONGEST_NAME, name.length()))) + "\n"
                        + now.truncatedTo(ChronoUnit.SECONDS) + "\n"
                        + wave.content().hex() + "\n");
    }

    @Override
    public Optional<Approval> of(WaveKey wave) throws IOException {
        Path file = file(wave, "approved");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() == 3 && lines.get(2).equals(wave.content().hex())) {
            try {
                return Optional.of(new Approval(lines.get(0), Instant.parse(lines.get(1))));
            } catch (DateTimeParseException e) {
                throw unreadable(file);
            }
        }
        throw unreadable(file);
    }

    private static IOException unreadable(Path file) {
        return new IOException("the approval in " + file + " cannot be read; remove it and approve again");
    }

    @Override
    public boolean owes(WaveKey wave) {
        return Files.exists(file(wave, "owed"));
    }

    @Override
    public void owe(WaveKey wave) throws IOException {
        write(file(wave, "owed"), wave.content().hex() + "\n");
    }

    @Override
    public void paid(WaveKey wave) throws IOException {
        Files.deleteIfExists(file(wave, "owed"));
    }

    private void write(Path file, String text) throws IOException {
        PrivateFiles.prepareFolder(folder);
        PrivateFiles.write(file, text);
    }

    private Path file(WaveKey wave, String kind) {
        return folder.resolve(wave.wave() + "-" + wave.content().abbreviated() + "." + kind);
    }
}
