package io.github.flexyfleet.runtime.bundle;

import io.github.flexyfleet.runtime.text.Base64;
import io.github.flexyfleet.runtime.text.Sha256;
import io.github.flexyfleet.runtime.text.Utf8;
import java.io.IOException;

/** Makes a bundle in a slot ready to run, after checking all of it. */
final class BundleLoader {
    private static final String CERTIFICATE = "device.crt";
    private static final String KEY = "device.key";
    private static final String ROOTS = "roots.pem";

    private BundleLoader() {}

    static RunningBundle load(Slot slot, String digest) throws IOException, Refusal {
        String[] missing = slot.missing(digest);
        if (missing.length > 0) {
            throw new Refusal(Refusal.INCOMPLETE, missing.length + " files are not complete", missing);
        }
        Manifest manifest = slot.manifest(digest);
        String[] needed = {DeviceConfig.NAME, CERTIFICATE, KEY, ROOTS};
        for (int i = 0; i < needed.length; i++) {
            if (manifest.find(needed[i]) == null) {
                throw new Refusal(Refusal.BAD_CONFIG, "the bundle has no " + needed[i]);
            }
        }
        DeviceConfig config = DeviceConfigReader.read(slot.read(DeviceConfig.NAME));
        if (!fingerprint(slot.read(CERTIFICATE)).equals(config.fingerprint)) {
            throw new Refusal(Refusal.BAD_CONFIG, "certificate.fingerprint is not that of " + CERTIFICATE);
        }
        return new RunningBundle(digest, config, slot.absolute(ROOTS), slot.absolute(CERTIFICATE), slot.absolute(KEY));
    }

    private static String fingerprint(byte[] pem) throws Refusal {
        try {
            return Sha256.fingerprint(Base64.firstPem(Utf8.latin1(pem), "CERTIFICATE"));
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.BAD_CONFIG, CERTIFICATE + ": " + e.getMessage());
        }
    }
}
