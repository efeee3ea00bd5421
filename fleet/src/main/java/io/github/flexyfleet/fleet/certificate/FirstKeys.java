package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The first keys of devices that the hub does not know yet, in files 0600 of a folder 0700. A plan names the digest of what
 * a device will run, and its key is part of that; so the key is there before the identity is. As soon as the hub has it,
 * the file is deleted, and the hub is the only store (decision 25). Thread-safe, for several processes too.
 */
public final class FirstKeys {
    private static final String END = ".sas";
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{43}=");

    private final Path folder;

    /** Takes the folder, which need not exist yet. */
    public FirstKeys(Path folder) {
        this.folder = folder;
    }

    /**
     * The key of a device; the first time, a new one, which is on disk before this returns.
     *
     * @param fresh makes one of 256 bits, Base64
     * @throws CertificateStoreException when the folder cannot be written
     */
    public Secret of(DeviceId device, Supplier<Secret> fresh) {
        try {
            Optional<Secret> there = find(device);
            if (there.isPresent()) {
                return there.get();
            }
            PrivateFiles.prepareSecretFolder(folder);
            try {
                PrivateFiles.create(file(device), fresh.get().reveal() + "\n");
            } catch (FileAlreadyExistsException e) {
                // Another process was quicker, and its key is as good.
            }
            return find(device)
                    .orElseThrow(() -> new CertificateStoreException(
                            file(device) + " holds no key; delete it, and another one is made"));
        } catch (IOException e) {
            throw new CertificateStoreException(file(device), "the first key of the device cannot be kept", e);
        }
    }

    /**
     * The key of a device, when there is one.
     *
     * @throws CertificateStoreException when the file cannot be read
     */
    public Optional<Secret> find(DeviceId device) {
        try {
            String text =
                    Files.readString(file(device), StandardCharsets.US_ASCII).strip();
            return Optional.of(text).filter(key -> KEY.matcher(key).matches()).map(Secret::of);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new CertificateStoreException(file(device), "the first key of the device cannot be read", e);
        }
    }

    /**
     * Hears that the hub has keys for the device.
     *
     * @throws CertificateStoreException when the file cannot be deleted
     */
    public void forget(DeviceId device) {
        try {
            if (Files.deleteIfExists(file(device))) {
                PrivateFiles.forceFolder(folder);
            }
        } catch (IOException e) {
            throw new CertificateStoreException(file(device), "the first key of the device cannot be deleted", e);
        }
    }

    private Path file(DeviceId device) {
        return folder.resolve(device.value() + END);
    }
}
