package io.github.flexyfleet.runtime.bundle;

import io.github.flexyfleet.runtime.text.UtcTime;

/** A bundle in use: its configuration and where its files lie. Immutable; a new one is made for every switch. */
public final class RunningBundle {
    /** Digest, 64 lower-case hexadecimal digits. */
    public final String digest;

    /** Its configuration. */
    public final DeviceConfig config;

    /** Absolute path of the root certificates. */
    public final String rootsPath;

    /** Absolute path of the device certificate. */
    public final String certificatePath;

    /** Absolute path of the device key. */
    public final String keyPath;

    /** Begin of the certificate's life, ms since 1970; {@link Long#MIN_VALUE} when it cannot be read or there is none. */
    public final long notBefore;

    /** End of the certificate's life, ms since 1970; {@link Long#MIN_VALUE} when there is none. */
    public final long notAfter;

    private final byte[] sharedKey;

    /** Puts the parts together; {@code sharedKey} may be null when there is a certificate. */
    public RunningBundle(
            String digest,
            DeviceConfig config,
            String rootsPath,
            String certificatePath,
            String keyPath,
            long notBefore,
            byte[] sharedKey) {
        this.digest = digest;
        this.config = config;
        this.rootsPath = rootsPath;
        this.certificatePath = certificatePath;
        this.keyPath = keyPath;
        this.notBefore = notBefore;
        this.notAfter = UtcTime.parse(config.notAfter);
        this.sharedKey = sharedKey;
    }

    /** The key that signs the device's tokens, null when it has a certificate. Never shown. */
    public byte[] sharedKey() {
        return sharedKey;
    }
}
