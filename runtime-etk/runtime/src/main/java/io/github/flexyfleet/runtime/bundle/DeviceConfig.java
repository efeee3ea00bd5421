package io.github.flexyfleet.runtime.bundle;

/** The device configuration, {@code device.json}. Immutable. */
public final class DeviceConfig {
    /** File name in a bundle. */
    public static final String NAME = "device.json";

    /** Device id at the hub. */
    public final String device;

    /** Host name of the hub. */
    public final String host;

    /** MQTT port of the hub. */
    public final int port;

    /** Whether the hub has twins, which the barrier needs. */
    public final boolean twin;

    /** MQTT keep-alive in seconds. */
    public final int keepAliveSeconds;

    /** SHA-256 of the certificate, 64 upper-case hexadecimal digits. */
    public final String fingerprint;

    /** End of the certificate's life, RFC 3339 in UTC. */
    public final String notAfter;

    /** A heartbeat is sent after so many seconds without a message; 0 for none. */
    public final int heartbeatSeconds;

    private final TagGroup[] groups;

    DeviceConfig(
            String device,
            String host,
            int port,
            boolean twin,
            int keepAliveSeconds,
            String fingerprint,
            String notAfter,
            int heartbeatSeconds,
            TagGroup[] groups) {
        this.device = device;
        this.host = host;
        this.port = port;
        this.twin = twin;
        this.keepAliveSeconds = keepAliveSeconds;
        this.fingerprint = fingerprint;
        this.notAfter = notAfter;
        this.heartbeatSeconds = heartbeatSeconds;
        this.groups = groups;
    }

    /** The tag groups in the order of the file. */
    public TagGroup[] groups() {
        return (TagGroup[]) groups.clone();
    }
}
