package io.github.flexyfleet.fleet.imports;

import io.github.flexyfleet.fleet.source.ExportText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;

/** Reads what is imported and writes what comes of it. */
public final class ImportFiles {
    private static final int MAX_BYTES = 8 * 1024 * 1024;

    private ImportFiles() {}

    /**
     * Reads a BASIC script ({@code .bas}) or a tag list ({@code .csv}, or {@code .txt} as the Flexy's
     * {@code var_lst.txt}). UTF-8, else Latin-1 as older firmware writes (flexy-etk 2.1).
     *
     * @param fleetFile where the result will be written: a tag list beside or below it is named there
     * @throws IOException when it cannot be read, or its name says neither
     */
    public static ImportedFleet read(Path file, Path fleetFile) throws IOException {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        String lower = name.toLowerCase(Locale.ROOT);
        boolean script = lower.endsWith(".bas");
        if (!script && !lower.endsWith(".csv") && !lower.endsWith(".txt")) {
            throw new IOException("not a BASIC script (.bas) or a tag list (.csv, .txt): " + name);
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException("larger than " + MAX_BYTES + " bytes: " + name);
        }
        return script
                ? ScriptImport.read(name, ExportText.decode(bytes))
                : TagListImport.read(name, path(file, fleetFile), ExportText.decode(bytes));
    }

    private static Optional<String> path(Path file, Path fleetFile) {
        Path folder = fleetFile.toAbsolutePath().normalize().getParent();
        Path list = file.toAbsolutePath().normalize();
        return folder != null && list.startsWith(folder)
                ? Optional.of(folder.relativize(list)
                        .toString()
                        .replace(list.getFileSystem().getSeparator(), "/"))
                : Optional.empty();
    }

    /**
     * Writes a file that is not there yet.
     *
     * @throws java.nio.file.FileAlreadyExistsException when it is; it stays as it is
     */
    public static void writeNew(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
}
