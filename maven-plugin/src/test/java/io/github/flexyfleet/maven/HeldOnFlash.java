package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * What a virtual Flexy would show the hub if it connected now, by its flash alone and not by what the tool believes: the
 * certificate or key of the confirmed bundle, and that of the one on trial. Read as docs/decisions and the runtime have it
 * (two sealed state lines, two slots). Stateless but for the folder.
 */
final class HeldOnFlash {
    private static final int CONFIRMED = 3;
    private static final int CANDIDATE = 5;
    private static final int TRIAL = 7;

    private final Path folder;

    private HeldOnFlash(Path folder) {
        this.folder = folder;
    }

    /** Of the gateway of this name in a world whose devices live below this folder. */
    static HeldOnFlash of(Path devices, String name) {
        String end = "-" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        try (Stream<Path> all = Files.list(devices)) {
            return new HeldOnFlash(
                    all.filter(each -> each.getFileName().toString().endsWith(end))
                            .findFirst()
                            .orElseThrow()
                            .resolve("usr/flexyfleet"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fingerprints of its certificates. */
    Set<Fingerprint> certificates() {
        return held("device.crt", HeldOnFlash::fingerprint);
    }

    /** Its shared access keys. */
    Set<Secret> keys() {
        return held("device.sas", text -> Secret.of(text.strip()));
    }

    private <T> Set<T> held(String file, Function<String, T> meaning) {
        Set<T> held = new LinkedHashSet<>();
        state().ifPresent(words -> {
            slot(words, CONFIRMED, file).map(meaning).ifPresent(held::add);
            if (words.get(TRIAL).equals("1")) {
                slot(words, CANDIDATE, file).map(meaning).ifPresent(held::add);
            }
        });
        return held;
    }

    private Optional<String> slot(List<String> words, int which, String file) {
        return words.get(which).equals("*")
                ? Optional.empty()
                : read(folder.resolve("slot" + words.get(which + 1)).resolve(file));
    }

    /** The words of the newer one of the two lines that are whole. */
    private Optional<List<String>> state() {
        return Stream.of("state.a", "state.b")
                .map(folder::resolve)
                .flatMap(path -> read(path).stream())
                .flatMap(line -> opened(line).stream())
                .max(Comparator.comparingLong(words -> Long.parseLong(words.get(1))));
    }

    private static Optional<List<String>> opened(String line) {
        int end = line.lastIndexOf(' ') + 1;
        CRC32 crc = new CRC32();
        crc.update(line.substring(0, end).getBytes(StandardCharsets.UTF_8));
        return end > 0 && line.substring(end).equals(crc.getValue() + "\n")
                ? Optional.of(List.of(line.substring(0, end).strip().split(" ")))
                : Optional.empty();
    }

    private static Optional<String> read(Path path) {
        try {
            return Optional.of(Files.readString(path, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fingerprint fingerprint(String pem) {
        try {
            return Fingerprint.of((X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }
}
