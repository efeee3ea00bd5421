package io.github.flexyfleet.runtime.bundle;

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

    /** Puts the parts together. */
    public RunningBundle(String digest, DeviceConfig config, String rootsPath, String certificatePath, String keyPath) {
        this.digest = digest;
        this.config = config;
        this.rootsPath = rootsPath;
        this.certificatePath = certificatePath;
        this.keyPath = keyPath;
    }
}
