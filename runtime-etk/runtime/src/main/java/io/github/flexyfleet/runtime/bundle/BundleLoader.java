package io.github.flexyfleet.runtime.bundle;

import io.github.flexyfleet.runtime.text.Base64;
import io.github.flexyfleet.runtime.text.Sha256;
import io.github.flexyfleet.runtime.text.UtcTime;
import io.github.flexyfleet.runtime.text.Utf8;
import java.io.IOException;

/** Makes a bundle in a slot ready to run, after checking all of it. */
final class BundleLoader {
    private static final String CERTIFICATE = "device.crt";
    private static final String KEY = "device.key";
    private static final String ROOTS = "roots.pem";
    private static final String SHARED_KEY = "device.sas";
    private static final int MAX_KEY = 256;

    private BundleLoader() {}

    static RunningBundle load(Slot slot, String digest) throws IOException, Refusal {
        String[] missing = slot.missing(digest);
        if (missing.length > 0) {
            throw new Refusal(Refusal.INCOMPLETE, missing.length + " files are not complete", missing);
        }
        Manifest manifest = slot.manifest(digest);
        need(manifest, DeviceConfig.NAME);
        need(manifest, ROOTS);
        DeviceConfig config = DeviceConfigReader.read(slot.read(DeviceConfig.NAME));
        byte[] sharedKey = null;
        long notBefore = Long.MIN_VALUE;
        if (config.sas) {
            need(manifest, SHARED_KEY);
            sharedKey = sharedKey(slot.read(SHARED_KEY));
        } else {
            need(manifest, CERTIFICATE);
            need(manifest, KEY);
            byte[] certificate = certificate(slot.read(CERTIFICATE));
            if (!Sha256.fingerprint(certificate).equals(config.fingerprint)) {
                throw new Refusal(Refusal.BAD_CONFIG, "certificate.fingerprint is not that of " + CERTIFICATE);
            }
            notBefore = UtcTime.first(certificate);
        }
        return new RunningBundle(
                digest,
                config,
                slot.absolute(ROOTS),
                slot.absolute(CERTIFICATE),
                slot.absolute(KEY),
                notBefore,
                sharedKey);
    }

    private static void need(Manifest manifest, String name) throws Refusal {
        if (manifest.find(name) == null) {
            throw new Refusal(Refusal.BAD_CONFIG, "the bundle has no " + name);
        }
    }

    /** The key: base64 in one line. What is wrong with it is not said in words that hold a part of it. */
    private static byte[] sharedKey(byte[] file) throws Refusal {
        byte[] key = new byte[0];
        try {
            key = Base64.decode(Utf8.latin1(file).trim());
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.BAD_CONFIG, SHARED_KEY + " is not base64");
        }
        if (key.length == 0 || key.length > MAX_KEY) {
            throw new Refusal(Refusal.BAD_CONFIG, SHARED_KEY + " has " + key.length + " bytes");
        }
        return key;
    }

    private static byte[] certificate(byte[] pem) throws Refusal {
        try {
            return Base64.firstPem(Utf8.latin1(pem), "CERTIFICATE");
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.BAD_CONFIG, CERTIFICATE + ": " + e.getMessage());
        }
    }
}
