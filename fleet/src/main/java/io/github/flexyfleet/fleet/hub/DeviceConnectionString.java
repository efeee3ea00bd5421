package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.util.Base64;
import java.util.Map;

/** Reads {@code HostName=..;DeviceId=..;SharedAccessKey=..}, which Azure shows for a device with symmetric keys. */
public final class DeviceConnectionString {
    /** What the runtime takes. Azure's own keys have 32 or 64 bytes. */
    private static final int LONGEST_KEY = 256;

    private DeviceConnectionString() {}

    /**
     * The key of a connection string.
     *
     * @param host the hub that it must be of
     * @param device the device that it must be of
     * @throws InvalidConnectionStringException when it is of something else; its words hold nothing of the key
     */
    public static Secret key(Secret text, String host, DeviceId device) throws InvalidConnectionStringException {
        Map<String, String> parts = IotHubConnectionString.parts(text.reveal());
        if (parts.containsKey("SharedAccessKeyName")) {
            throw new InvalidConnectionStringException(
                    "it is the connection string of a shared access policy; take the device's own");
        }
        if ("true".equalsIgnoreCase(parts.get("x509"))) {
            throw new InvalidConnectionStringException(
                    "it is the connection string of a device with a certificate; make one with symmetric keys");
        }
        String named = IotHubConnectionString.part(parts, "HostName");
        if (!named.equalsIgnoreCase(host)) {
            throw new InvalidConnectionStringException("it is for hub " + shown(named) + ", not " + host);
        }
        String id = IotHubConnectionString.part(parts, "DeviceId");
        if (!id.equals(device.value())) {
            throw new InvalidConnectionStringException("it is for device " + shown(id) + ", not " + device);
        }
        String key = IotHubConnectionString.part(parts, "SharedAccessKey");
        try {
            int length = Base64.getDecoder().decode(key).length;
            if (length == 0 || length > LONGEST_KEY) {
                throw new InvalidConnectionStringException("SharedAccessKey is no key that Azure makes");
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidConnectionStringException("SharedAccessKey is not Base64");
        }
        return Secret.of(key);
    }

    /** A name as it stands there; anything else may be a key in the wrong place. */
    private static String shown(String name) {
        return name.matches("[A-Za-z0-9._-]{1,64}") && !isLikeAKey(name) ? name : "(not shown)";
    }

    private static boolean isLikeAKey(String name) {
        return name.length() >= 40 && !name.contains(".");
    }
}
