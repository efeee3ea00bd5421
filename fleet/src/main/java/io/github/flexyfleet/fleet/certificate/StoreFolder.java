package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a {@link CertificateStore}:
 *
 * <pre>
 * .gitignore                              keeps the whole folder out of git
 * &lt;device id&gt;/&lt;fingerprint&gt;.crt          the certificate, PEM, and those of the authorities that signed it
 * &lt;device id&gt;/&lt;fingerprint&gt;.key          private key, PEM, mode 0600
 * &lt;device id&gt;/&lt;fingerprint&gt;.p12          or the same in a keystore: PKCS#12 under a pass phrase
 * &lt;device id&gt;/&lt;fingerprint&gt;.key.sha256   digest and size of the key, where there is no .key
 * &lt;device id&gt;/&lt;fingerprint&gt;.retired      the certificate is not to be used any more
 * </pre>
 *
 * <p>The names hold the first 16 characters of the certificate's fingerprint, so no file is ever written twice. There is a
 * keystore for each certificate and not one for all: no good file is ever rewritten, so that neither a power cut nor two
 * runs at a time can lose what it held. The key is written before the certificate; a certificate without key and digest
 * is therefore not a cut-off write but a loss, and counts as unreadable.
 */
final class StoreFolder {
    private final Path folder;
    private final Keystores keystores;

    private StoreFolder(Path folder, Keystores keystores) {
        this.folder = folder;
        this.keystores = keystores;
    }

    static StoreFolder at(Path folder) {
        return new StoreFolder(folder, new Keystores(new SecureRandom(), Keystores.ROUNDS));
    }

    StoreFolder withRounds(int rounds) {
        return new StoreFolder(folder, new Keystores(new SecureRandom(), rounds));
    }

    /** The certificates of a device, in no order. */
    List<StoredPair> pairs(DeviceId device) {
        Path place = folder.resolve(device.value());
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.getFileName().toString().endsWith(StoredPair.CERTIFICATE_SUFFIX))
                    .map(file -> StoredPair.at(device, file))
                    .toList();
        } catch (IOException e) {
            throw new CertificateStoreException(place, "cannot be listed", e);
        }
    }

    private StoredPair pair(DeviceCertificate certificate) {
        return StoredPair.of(folder.resolve(certificate.device().value()), certificate);
    }

    /**
     * Writes a new certificate with its key.
     *
     * @param phrase of the keystore for the key; empty for a file
     */
    void write(DeviceCertificate fresh, Optional<Secret> phrase) {
        StoredPair pair = pair(fresh);
        try {
            prepare(fresh.device());
            if (phrase.isPresent()) {
                PrivateFiles.write(pair.keystore(), keystore(fresh, phrase.get()));
                pair.writeDigest(fresh.key());
            } else {
                PrivateFiles.write(pair.key(), fresh.keyPem().reveal());
            }
            PrivateFiles.write(pair.certificate(), fresh.certificatePem());
        } catch (IOException e) {
            throw new CertificateStoreException(folder.resolve(fresh.device().value()), "cannot be written", e);
        }
    }

    private byte[] keystore(DeviceCertificate certificate, Secret phrase) throws IOException {
        return keystores.of(
                certificate.device().value(),
                new Keystores.Content(
                        PemText.privateKey(certificate.keyPem()), PemCertificates.parse(certificate.certificatePem())),
                phrase);
    }

    /** Puts a key that lies in a file into a keystore; one that is there already stays as it is. */
    void moveToKeystore(DeviceCertificate stored, Secret phrase) {
        StoredPair pair = pair(stored);
        if (!Files.exists(pair.key())) {
            return;
        }
        try {
            if (!Files.exists(pair.keystore())) {
                PrivateFiles.write(pair.keystore(), keystore(stored, phrase));
            } else {
                check(pair, phrase); // left by a run that was cut off, perhaps with another pass phrase
            }
            pair.writeDigest(stored.key());
            Files.delete(pair.key());
        } catch (IOException e) {
            throw new CertificateStoreException(pair.keystore(), "cannot be written", e);
        }
    }

    void forgetKey(DeviceCertificate stored) {
        StoredPair pair = pair(stored);
        if (placeOf(stored) == KeyPlace.DEVICE) {
            return;
        }
        try {
            if (!Files.exists(pair.digest())) {
                pair.writeDigest(stored.key());
            }
            Files.deleteIfExists(pair.key());
            Files.deleteIfExists(pair.keystore());
            PrivateFiles.forceFolder(folder.resolve(stored.device().value()));
        } catch (IOException e) {
            throw new CertificateStoreException(pair.key(), "cannot be deleted", e);
        }
    }

    void retire(DeviceCertificate stored) {
        pair(stored).retire();
    }

    KeyPlace placeOf(DeviceCertificate certificate) {
        StoredPair pair = pair(certificate);
        if (Files.exists(pair.key())) {
            return KeyPlace.FILE;
        }
        return Files.exists(pair.keystore()) ? KeyPlace.KEYSTORE : KeyPlace.DEVICE;
    }

    /** Opens a keystore, to see that the pass phrase is right. */
    void check(StoredPair pair, Secret phrase) {
        try {
            pair.open(Optional.of(phrase));
        } catch (IOException e) {
            throw new CertificateStoreException(pair.keystore(), "cannot be read", e);
        } catch (KeyUnavailableException e) {
            throw new CertificateStoreException(e.getMessage() + "; nothing was done. " + e.mend());
        }
    }

    /** Takes rights from a key's file and the folders that somebody copied here with wider ones. */
    void narrow(DeviceCertificate stored) {
        StoredPair pair = pair(stored);
        try {
            prepare(stored.device());
            if (Files.exists(pair.key())) {
                PrivateFiles.narrowFile(pair.key());
            }
        } catch (IOException e) {
            throw new CertificateStoreException(folder.resolve(stored.device().value()), "cannot be made private", e);
        }
    }

    private void prepare(DeviceId device) throws IOException {
        PrivateFiles.prepareSecretFolder(folder);
        PrivateFiles.prepareFolder(folder.resolve(device.value()));
    }
}
