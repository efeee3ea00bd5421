package io.github.flexyfleet.fleet.plan;

import io.github.flexyfleet.fleet.compile.Bundle;
import io.github.flexyfleet.fleet.compile.BundleFile;
import io.github.flexyfleet.fleet.compile.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The configurations that devices were confirmed with, in a folder, each under the digest of its bundle: the bundle's
 * manifest, an empty line and {@code device.json}. A manifest has digests of keys, never keys. What is read is compared with
 * its digests, so a file that was changed counts as missing. The roots of a bundle are kept beside, under their own digest.
 * Thread-safe, for several processes too.
 */
public final class AppliedConfigurations {
    static final String DEVICE = "device.json";
    static final String ROOTS = "roots.pem";
    private static final String CERTIFICATE = "device.crt";
    private static final String BETWEEN = "\n\n";
    private static final int FOLDER_DIGITS = 2;

    /** Digest, size and name of a file in a manifest. */
    private static final Pattern LINE = Pattern.compile("(?m)^([0-9a-f]{64}) [0-9]+ (\\S+)$");

    private final Path folder;

    /** Takes the folder, which need not exist yet. */
    public AppliedConfigurations(Path folder) {
        this.folder = folder;
    }

    /**
     * A configuration.
     *
     * @param device its {@code device.json}
     * @param files SHA-256 of each file of its bundle, by name
     */
    record Applied(JsonNode device, Map<String, String> files) {
        /** Takes a copy. */
        Applied {
            files = Map.copyOf(files);
        }
    }

    /** The configuration in a bundle, without its secrets. */
    static Applied of(Bundle bundle) {
        String device = bundle.file(DEVICE)
                .map(file -> new String(file.content(), StandardCharsets.UTF_8))
                .orElse("{}");
        return parse(new String(bundle.manifest(), StandardCharsets.US_ASCII) + "\n" + device)
                .orElseThrow(
                        () -> new IllegalArgumentException("no configuration in the bundle of " + bundle.device()));
    }

    /**
     * Keeps a configuration that a device was confirmed with; does nothing when it is there.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public void keep(Bundle bundle) {
        Path file = file(bundle.digest());
        Optional<BundleFile> device = bundle.file(DEVICE);
        if (device.isEmpty()) {
            return;
        }
        try {
            Optional<BundleFile> roots = bundle.file(ROOTS);
            if (roots.isPresent()) {
                write(
                        rootsFile(roots.get().digest().hex()),
                        new String(roots.get().content(), StandardCharsets.US_ASCII));
            }
            write(
                    file,
                    new String(bundle.manifest(), StandardCharsets.US_ASCII) + "\n"
                            + new String(device.get().content(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep what " + bundle.device() + " was confirmed with: " + file, e);
        }
    }

    /** Each file bears its digest in its name: one that is there is right. */
    private static void write(Path file, String text) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Files.createDirectories(file.getParent());
        Path half = Files.createTempFile(file.getParent(), "half-", ".tmp");
        Files.writeString(half, text);
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The roots of a bundle, PEM; empty when they are not here, or damaged. */
    Optional<String> roots(Digest digest) {
        Optional<String> name = find(digest).map(found -> found.files().get(ROOTS));
        try {
            return name.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Files.readString(rootsFile(name.get()), StandardCharsets.US_ASCII))
                            .filter(text -> Digest.of(text.getBytes(StandardCharsets.US_ASCII))
                                    .hex()
                                    .equals(name.get()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path rootsFile(String hex) {
        return folder.resolve("roots").resolve(hex + ".pem");
    }

    /** SHA-256 of the certificate of a bundle, PEM; empty when the bundle is not here, or damaged, or holds none. */
    public Optional<String> certificate(Digest digest) {
        return find(digest).map(found -> found.files().get(CERTIFICATE));
    }

    /** The configuration of a digest; empty when it is not here, or damaged. */
    Optional<Applied> find(Digest digest) {
        try {
            String text = Files.readString(file(digest));
            int end = text.indexOf(BETWEEN);
            if (end < 0) {
                return Optional.empty();
            }
            byte[] manifest = text.substring(0, end + 1).getBytes(StandardCharsets.UTF_8);
            byte[] device = text.substring(end + BETWEEN.length()).getBytes(StandardCharsets.UTF_8);
            return parse(text)
                    .filter(found -> Digest.of(manifest).equals(digest)
                            && Digest.of(device).hex().equals(found.files().get(DEVICE)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The bytes of {@code device.json} of a digest, as they were; to be used when {@link #find} has found it. */
    Optional<byte[]> deviceText(Digest digest) {
        try {
            String text = Files.readString(file(digest));
            return Optional.of(
                    text.substring(text.indexOf(BETWEEN) + BETWEEN.length()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Applied> parse(String text) {
        int end = text.indexOf(BETWEEN);
        Map<String, String> files = new HashMap<>();
        Matcher lines = LINE.matcher(text.substring(0, Math.max(end, 0)));
        while (lines.find()) {
            files.put(lines.group(2), lines.group(1));
        }
        try {
            JsonNode device = CanonicalJson.read(text.substring(end + BETWEEN.length()));
            return end < 0 || !device.isObject() ? Optional.empty() : Optional.of(new Applied(device, files));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private Path file(Digest digest) {
        return folder.resolve(digest.hex().substring(0, FOLDER_DIGITS)).resolve(digest.hex());
    }
}
