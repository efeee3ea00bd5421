package io.github.flexyfleet.fleet.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Reads what is imported and writes what comes of it. */
public final class ImportFiles {
    private static final int MAX_BYTES = 8 * 1024 * 1024;

    private ImportFiles() {}

    /**
     * Reads a BASIC script ({@code .bas}) or a tag list ({@code .csv}, or {@code .txt} as the Flexy's
     * {@code var_lst.txt}). UTF-8, else Latin-1 as older firmware writes (flexy-etk 2.1).
     *
     * @throws IOException when it cannot be read, or its name says neither
     */
    public static ImportedFleet read(Path file) throws IOException {
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
        return script ? ScriptImport.read(name, text(bytes)) : TagListImport.read(name, text(bytes));
    }

    /**
     * Writes a file that is not there yet.
     *
     * @throws java.nio.file.FileAlreadyExistsException when it is; it stays as it is
     */
    public static void writeNew(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static String text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
