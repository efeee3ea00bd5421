package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.CertificateSettings.Custody;
import io.github.flexyfleet.fleet.model.CertificateSettings.Issuer;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Keys and certificates of devices in a folder, as {@link StoreFolder} lays it out: a renewal adds a pair beside the old
 * one, whose key is still needed to go back to an older bundle.
 *
 * <p>Safe for use by many threads; devices do not wait for one another. Two processes that issue for the same device
 * at the same time both keep a whole pair, and both use the newer one from then on.
 */
public final class CertificateStore {
    private final StoreFolder folder;
    private final CertificateIssuer issuer;
    private final InstantSource clock;
    private final PassPhrases phrases;
    private final Optional<CertificateAuthority> authority;
    private final Map<DeviceId, Object> locks = new ConcurrentHashMap<>();

    /**
     * Takes the folder, which need not exist yet; nothing is written before the first certificate is issued. Keystores
     * are neither made nor opened, and nobody but devices themselves signs.
     */
    public CertificateStore(Path folder, CertificateIssuer issuer, InstantSource clock) {
        this(StoreFolder.at(folder), issuer, clock, PassPhrases.NONE, Optional.empty());
    }

    private CertificateStore(
            StoreFolder folder,
            CertificateIssuer issuer,
            InstantSource clock,
            PassPhrases phrases,
            Optional<CertificateAuthority> authority) {
        this.folder = folder;
        this.issuer = issuer;
        this.clock = clock;
        this.phrases = phrases;
        this.authority = authority;
    }

    /** The same with pass phrases for keystores, and an authority that signs for devices that want one. */
    public CertificateStore with(PassPhrases known, Optional<CertificateAuthority> signer) {
        return new CertificateStore(folder, issuer, clock, known, signer);
    }

    /** The same, whose new certificates are made at this moment at the earliest, whatever the clock says. */
    public CertificateStore issuingFrom(Instant earliest) {
        return new CertificateStore(folder, issuer.notBefore(earliest), clock, phrases, authority);
    }

    /** The same with keystores that are made in fewer rounds, for tests. */
    CertificateStore withRounds(int rounds) {
        return new CertificateStore(folder.withRounds(rounds), issuer, clock, phrases, authority);
    }

    /**
     * The newest certificate of a device that can be read, belongs to its key, is not retired and not from the future; it
     * may have expired. Changes nothing, and opens no keystore.
     *
     * @throws CertificateStoreException when the device's folder cannot be listed
     */
    public Optional<DeviceCertificate> find(DeviceId device) {
        return usable(device).stream().max(newest());
    }

    /**
     * The certificate that a deploy would use or renew: one that is not due, else the newest. Changes nothing, and opens no
     * keystore.
     *
     * @throws CertificateStoreException when the device's folder cannot be listed
     */
    public Optional<DeviceCertificate> inUse(DeviceId device, CertificateSettings settings) {
        List<DeviceCertificate> usable = usable(device);
        return usable.stream()
                .filter(found -> !isDue(found, settings))
                .max(newest())
                .or(() -> usable.stream().max(newest()));
    }

    /** Whether a certificate is here with its key and may be used; it may have expired. Opens no keystore. */
    public boolean keeps(DeviceId device, Fingerprint fingerprint) {
        return usable(device).stream().anyMatch(found -> found.fingerprint().equals(fingerprint));
    }

    /**
     * A certificate that was made for a device, in use or not.
     *
     * @param fingerprint its own
     * @param from when it begins
     * @param sha256 of its PEM text, as a bundle holds it
     */
    public record Made(Fingerprint fingerprint, Instant from, String sha256) {}

    /** All certificates of a device that can be read, without their keys, in no order. */
    public List<Made> made(DeviceId device) {
        return folder.pairs(device).stream()
                .flatMap(pair -> pair.made().stream())
                .toList();
    }

    private List<DeviceCertificate> usable(DeviceId device) {
        Instant now = clock.instant();
        Optional<Secret> phrase = phrases.of(device);
        return folder.pairs(device).stream()
                .flatMap(pair -> pair.read(phrase).stream())
                .filter(found -> !found.certificate().getNotBefore().toInstant().isAfter(now))
                .toList();
    }

    private static Comparator<DeviceCertificate> newest() {
        return Comparator.<DeviceCertificate, Instant>comparing(
                        found -> found.certificate().getNotBefore().toInstant())
                .thenComparing(found -> found.fingerprint().hex());
    }

    /**
     * The certificate to use now, self-signed with an RSA-2048 key in a file: the stored one while it is good for a while,
     * else a new one.
     *
     * @param validity of a new certificate, from now; does not touch a stored one
     * @throws CertificateStoreException when the folder cannot be read or written
     * @throws IllegalArgumentException when {@code validity} is out of {@link CertificateIssuer#issue}'s range
     */
    public DeviceCertificate issueIfNeeded(DeviceId device, Duration validity) {
        return issueIfNeeded(device, CertificateSettings.BUILT_IN.valid(validity));
    }

    /**
     * The certificate to use now: the stored one unless it is due, else a new one, which is on disk before this method
     * returns. A key in a file moves into a keystore when that is wanted; no other file that is there is changed.
     *
     * @throws CertificateStoreException when the folder cannot be read or written, or nobody can sign
     * @throws IllegalArgumentException when the validity is out of {@link CertificateIssuer#issue}'s range
     */
    public DeviceCertificate issueIfNeeded(DeviceId device, CertificateSettings settings) {
        synchronized (locks.computeIfAbsent(device, id -> new Object())) {
            Optional<DeviceCertificate> stored = inUse(device, settings).filter(found -> !isDue(found, settings));
            if (stored.isPresent()) {
                folder.narrow(stored.get());
                if (settings.custody() == Custody.KEYSTORE && placeOf(stored.get()) == KeyPlace.FILE) {
                    folder.moveToKeystore(stored.get(), phrase(device));
                }
                return stored.get();
            }
            Optional<SigningAuthority> signer = settings.issuer() == Issuer.CA
                    ? Optional.of(required(authority).open())
                    : Optional.empty();
            DeviceCertificate fresh = issuer.issue(device, settings, signer);
            folder.write(
                    fresh, settings.custody() == Custody.KEYSTORE ? Optional.of(phrase(device)) : Optional.empty());
            return fresh;
        }
    }

    private Secret phrase(DeviceId device) {
        return phrases.of(device)
                .orElseThrow(() -> new CertificateStoreException("device " + device
                        + " wants a keystore (custody: keystore), and no pass phrase is given for it; no key was made. "
                        + phrases.mend(device)));
    }

    private static CertificateAuthority required(Optional<CertificateAuthority> authority) {
        return authority.orElseThrow(() -> new CertificateStoreException(
                "the fleet file says issuer: ca, and there is no certificate authority: make one with"
                        + " mvn flexy:ca -Dflexy.create=true"));
    }

    /**
     * Threads for {@link #issueAll}, to be shut down by the caller: more than there are cores, since each waits for the disk
     * in between.
     */
    public static ExecutorService workers() {
        return Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors() + 2);
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
        Map<DeviceId, CertificateSettings> settings = new LinkedHashMap<>();
        devices.forEach(device -> settings.put(device, CertificateSettings.BUILT_IN.valid(validity)));
        return issueAll(settings, executor);
    }

    /** The same with settings for each device. */
    public Map<DeviceId, DeviceCertificate> issueAll(Map<DeviceId, CertificateSettings> devices, Executor executor) {
        checkPassPhrases(devices);
        Map<DeviceId, CompletableFuture<DeviceCertificate>> tasks = new LinkedHashMap<>();
        devices.forEach((device, settings) ->
                tasks.put(device, CompletableFuture.supplyAsync(() -> issueIfNeeded(device, settings), executor)));
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

    /**
     * Opens one keystore for each pass phrase before anything is done: with a wrong one, new keys would be put beside those
     * that it does not open, and it would be noticed only when a device lacks its key.
     */
    private void checkPassPhrases(Map<DeviceId, CertificateSettings> devices) {
        // A list and not a set, whose hashing a secret does not take part in; there are few.
        Map<Secret, Boolean> checked = new LinkedHashMap<>();
        devices.forEach((device, settings) -> {
            if (settings.custody() != Custody.KEYSTORE) {
                return;
            }
            Optional<Secret> given = phrases.of(device);
            if (given.isEmpty() || checked.containsKey(given.get())) {
                return; // a plan of what is there already needs none
            }
            Secret phrase = given.get();
            Optional<StoredPair> pair = folder.pairs(device).stream()
                    .filter(found -> Files.exists(found.keystore()) && !Files.exists(found.retired()))
                    .findFirst();
            if (pair.isPresent()) {
                folder.check(pair.get(), phrase);
                checked.put(phrase, true);
            }
        });
    }

    /**
     * Tells whether a certificate is to be made anew: its share of life is over, its key is of another kind, or somebody
     * else signed it than is to sign now.
     */
    public boolean isDue(DeviceCertificate certificate, CertificateSettings settings) {
        return !clock.instant().isBefore(dueAt(certificate, settings).plusNanos(1)) || !fits(certificate, settings);
    }

    /** When its share of life is over; counted from its making, which is later than it begins to be valid. */
    public static Instant dueAt(DeviceCertificate certificate, CertificateSettings settings) {
        Instant begin = CertificateIssuer.made(certificate.certificate());
        Duration life =
                Duration.between(begin, certificate.certificate().getNotAfter().toInstant());
        return begin.plus(life.multipliedBy(settings.renewAt().basisPoints()).dividedBy(10_000));
    }

    /** Whether key and issuer are those that are wanted now. */
    public boolean fits(DeviceCertificate certificate, CertificateSettings settings) {
        boolean self = certificate
                .certificate()
                .getIssuerX500Principal()
                .equals(certificate.certificate().getSubjectX500Principal());
        boolean issuerFits = switch (settings.issuer()) {
            case SELF -> self;
            case CA ->
                authority
                        .filter(signer -> signer.signed(certificate.certificate()))
                        .isPresent();
        };
        return issuerFits
                && KeyKinds.of(certificate.certificate().getPublicKey()).equals(Optional.of(settings.key()));
    }

    /** Kind of a certificate's key; empty when it is none that this tool makes. */
    public static Optional<CertificateSettings.KeyKind> kindOf(DeviceCertificate certificate) {
        return KeyKinds.of(certificate.certificate().getPublicKey());
    }

    /** Where the private key of a device's certificate is. */
    public KeyPlace placeOf(DeviceCertificate certificate) {
        return folder.placeOf(certificate);
    }

    /**
     * Forgets the private key of a certificate, which its device holds from now on: only its digest stays. Does nothing
     * when it is forgotten already.
     *
     * @throws CertificateStoreException when the folder cannot be written
     */
    public void forgetKey(DeviceId device, Fingerprint fingerprint) {
        synchronized (locks.computeIfAbsent(device, id -> new Object())) {
            usable(device).stream()
                    .filter(found -> found.fingerprint().equals(fingerprint))
                    .findFirst()
                    .ifPresent(folder::forgetKey);
        }
    }

    /**
     * Hears that a device lacks the private key of a certificate. One of which no copy was kept is of no use to anybody
     * then, and is taken out of use; the next one is new.
     *
     * @throws CertificateStoreException when the folder cannot be written
     */
    public void keyLost(DeviceId device, Fingerprint fingerprint) {
        synchronized (locks.computeIfAbsent(device, id -> new Object())) {
            usable(device).stream()
                    .filter(found -> found.fingerprint().equals(fingerprint) && placeOf(found) == KeyPlace.DEVICE)
                    .findFirst()
                    .ifPresent(folder::retire);
        }
    }

    /**
     * Takes all certificates of a device out of use, for good; the next one is new. Nothing is deleted.
     *
     * @return how many were in use
     * @throws CertificateStoreException when the folder cannot be written
     */
    public int retire(DeviceId device) {
        synchronized (locks.computeIfAbsent(device, id -> new Object())) {
            List<StoredPair> pairs = folder.pairs(device).stream()
                    .filter(pair -> !Files.exists(pair.retired()))
                    .toList();
            pairs.forEach(StoredPair::retire);
            return pairs.size();
        }
    }
}
