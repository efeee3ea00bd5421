package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * Keys and certificates of devices in a folder:
 *
 * <pre>
 * .gitignore                        keeps the whole folder out of git
 * &lt;device id&gt;/&lt;fingerprint&gt;.key    private key, PKCS#1 PEM, mode 0600
 * &lt;device id&gt;/&lt;fingerprint&gt;.crt    its certificate, PEM
 * </pre>
 *
 * <p>The names hold the first 16 characters of the certificate's fingerprint, so no file is ever written twice: a
 * renewal adds a pair beside the old one, whose key is still needed to go back to an older bundle. The key is written
 * before the certificate; a certificate without its key is therefore not a cut-off write but a loss, and counts as
 * unreadable.
 *
 * <p>Safe for use by many threads; devices do not wait for one another. Two processes that issue for the same device
 * at the same time both keep a whole pair, and both use the newer one from then on.
 */
public final class CertificateStore {
    /** A certificate is renewed once less than this share of its life, in percent, is left (azure-iot-hub 2). */
    public static final int RENEW_BELOW_PERCENT = 20;

    private static final String CERTIFICATE_SUFFIX = ".crt";
    private static final String KEY_SUFFIX = ".key";

    private final Path folder;
    private final CertificateIssuer issuer;
    private final InstantSource clock;
    private final Map<DeviceId, Object> locks = new ConcurrentHashMap<>();

    /** Takes the folder, which need not exist yet; nothing is written before the first certificate is issued. */
    public CertificateStore(Path folder, CertificateIssuer issuer, InstantSource clock) {
        this.folder = folder;
        this.issuer = issuer;
        this.clock = clock;
    }

    /**
     * The newest certificate of a device that can be read, belongs to its key and is not from the future; it may have
     * expired. Changes nothing.
     *
     * @throws CertificateStoreException when the device's folder cannot be listed
     */
    public Optional<DeviceCertificate> find(DeviceId device) {
        Instant now = clock.instant();
        return certificateFiles(device).stream()
                .flatMap(file -> StoredPair.read(device, file, keyOf(file)).stream())
                .filter(found -> !found.certificate().getNotBefore().toInstant().isAfter(now))
                .max(Comparator.<DeviceCertificate, Instant>comparing(
                                found -> found.certificate().getNotBefore().toInstant())
                        .thenComparing(found -> found.fingerprint().hex()));
    }

    /**
     * The certificate to use now: the stored one while it is good for a while, else a new one, which is on disk before
     * this method returns. No file that is there is changed.
     *
     * @param validity of a new certificate, from now; does not touch a stored one
     * @throws CertificateStoreException when the folder cannot be read or written
     * @throws IllegalArgumentException when {@code validity} is out of {@link CertificateIssuer#issue}'s range
     */
    public DeviceCertificate issueIfNeeded(DeviceId device, Duration validity) {
        synchronized (locks.computeIfAbsent(device, id -> new Object())) {
            Optional<DeviceCertificate> stored = find(device);
            if (stored.isPresent() && !isDue(stored.get())) {
                narrow(device, stored.get());
                return stored.get();
            }
            DeviceCertificate fresh = issuer.issue(device, validity);
            write(fresh);
            return fresh;
        }
    }

    /**
     * Does {@link #issueIfNeeded} for many devices at once.
     *
     * @param executor runs one task a device; making a key takes a tenth of a second of one core
     * @return in the order of {@code devices}, each device once
     * @throws CertificateStoreException when it fails for a device, after all others have been done
     */
    public Map<DeviceId, DeviceCertificate> issueAll(
            Collection<DeviceId> devices, Duration validity, Executor executor) {
        Map<DeviceId, CompletableFuture<DeviceCertificate>> tasks = new LinkedHashMap<>();
        for (DeviceId device : devices) {
            tasks.computeIfAbsent(
                    device, id -> CompletableFuture.supplyAsync(() -> issueIfNeeded(id, validity), executor));
        }
        try {
            CompletableFuture.allOf(tasks.values().toArray(CompletableFuture<?>[]::new))
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
        Map<DeviceId, DeviceCertificate> certificates = new LinkedHashMap<>();
        tasks.forEach((device, task) -> certificates.put(device, task.join()));
        return certificates;
    }

    /** Tells whether less than {@link #RENEW_BELOW_PERCENT} of the certificate's life, from its making, is left. */
    public boolean isDue(DeviceCertificate certificate) {
        Instant begin = certificate.certificate().getNotBefore().toInstant().plus(CertificateIssuer.BACKDATED);
        Instant end = certificate.certificate().getNotAfter().toInstant();
        Duration left = Duration.between(clock.instant(), end);
        return left.multipliedBy(100).compareTo(Duration.between(begin, end).multipliedBy(RENEW_BELOW_PERCENT)) < 0;
    }

    private List<Path> certificateFiles(DeviceId device) {
        Path place = folder.resolve(device.value());
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.getFileName().toString().endsWith(CERTIFICATE_SUFFIX))
                    .toList();
        } catch (IOException e) {
            throw new CertificateStoreException(place, "cannot be listed", e);
        }
    }

    private void write(DeviceCertificate fresh) {
        Path place = folder.resolve(fresh.device().value());
        try {
            PrivateFiles.prepareFolder(folder);
            keepOutOfGit();
            PrivateFiles.prepareFolder(place);
            Path file = place.resolve(fresh.fingerprint().abbreviated() + CERTIFICATE_SUFFIX);
            PrivateFiles.write(keyOf(file), fresh.keyPem().reveal());
            PrivateFiles.write(file, fresh.certificatePem());
        } catch (IOException e) {
            throw new CertificateStoreException(place, "cannot be written", e);
        }
    }

    /** The store's folder often lies in the fleet's own repository. */
    private synchronized void keepOutOfGit() throws IOException {
        Path ignore = folder.resolve(".gitignore");
        if (!Files.exists(ignore)) {
            PrivateFiles.write(ignore, "*\n");
        }
    }

    private void narrow(DeviceId device, DeviceCertificate stored) {
        Path place = folder.resolve(device.value());
        try {
            PrivateFiles.prepareFolder(folder);
            keepOutOfGit();
            PrivateFiles.prepareFolder(place);
            PrivateFiles.narrowFile(place.resolve(stored.fingerprint().abbreviated() + KEY_SUFFIX));
        } catch (IOException e) {
            throw new CertificateStoreException(place, "cannot be made private", e);
        }
    }

    private static Path keyOf(Path certificateFile) {
        String name = certificateFile.getFileName().toString();
        return certificateFile.resolveSibling(
                name.substring(0, name.length() - CERTIFICATE_SUFFIX.length()) + KEY_SUFFIX);
    }
}
