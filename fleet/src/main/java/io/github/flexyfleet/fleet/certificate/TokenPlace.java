package io.github.flexyfleet.fleet.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a PKCS#11 token is. Kept as a file that says it in two lines, and no secret.
 *
 * @param module the library of the token's maker
 * @param slot number of the slot as the module counts; empty for the first one
 */
public record TokenPlace(Path module, Optional<Long> slot) {
    private static final Pattern LINES = Pattern.compile("module=([^\n]+)\n(?:slot=([0-9]{1,18})\n)?");
    private static final Pattern SLOT = Pattern.compile("0[xX]([0-9a-fA-F]{1,15})|([0-9]{1,18})");

    /** The module's path is made absolute: a token is used from whatever folder Maven runs in. */
    public TokenPlace {
        module = module.toAbsolutePath().normalize();
    }

    /**
     * The place that a user names.
     *
     * @param slot decimal, or hexadecimal after {@code 0x}; empty or null for the first one
     * @throws CertificateStoreException when it is no number, or the path has characters that its file cannot hold
     */
    public static TokenPlace of(Path module, String slot) {
        if (module.toString().chars().anyMatch(c -> c < ' ')) {
            throw new CertificateStoreException(
                    CertificateStoreException.Kind.TOKEN, "the path of a PKCS#11 module has no control characters");
        }
        if (slot == null || slot.isBlank()) {
            return new TokenPlace(module, Optional.empty());
        }
        Matcher number = SLOT.matcher(slot.strip());
        if (!number.matches()) {
            throw new CertificateStoreException(
                    CertificateStoreException.Kind.TOKEN,
                    "a slot is a number, decimal or after 0x: as softhsm2-util --show-slots or pkcs11-tool"
                            + " --list-slots says it");
        }
        return new TokenPlace(
                module,
                Optional.of(
                        number.group(1) == null
                                ? Long.parseLong(number.group(2))
                                : Long.parseLong(number.group(1), 16)));
    }

    /**
     * Reads the file.
     *
     * @throws CertificateStoreException when it cannot be read, or says something else
     */
    static TokenPlace read(Path file) {
        try {
            Matcher lines = LINES.matcher(Files.readString(file));
            if (lines.matches()) {
                return new TokenPlace(
                        Path.of(lines.group(1)),
                        Optional.ofNullable(lines.group(2)).map(Long::parseLong));
            }
        } catch (IOException e) {
            throw new CertificateStoreException(file, "cannot be read", e);
        }
        throw new CertificateStoreException(
                file + ": does not say where the token is; take the authority over once more: mvn flexy:ca"
                        + " -Dflexy.tokenModule=...");
    }

    /** The file's text. */
    String text() {
        return "module=" + module + '\n'
                + slot.map(number -> "slot=" + number + '\n').orElse("");
    }

    /** The lines of a configuration of the JDK's PKCS#11 provider. */
    List<String> configuration() {
        // In quotes, since a path may hold blanks; the provider knows no other escape than that of the backslash.
        String library = module.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        return List.of(
                "library = \"" + library + '"',
                slot.map(number -> "slot = " + number).orElse("slotListIndex = 0"));
    }

    /** For people. */
    @Override
    public String toString() {
        return module + slot.map(number -> ", slot " + number).orElse(", first slot");
    }
}
