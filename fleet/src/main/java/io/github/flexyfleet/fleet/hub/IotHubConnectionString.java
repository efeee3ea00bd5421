package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a service needs to talk to an IoT Hub: {@code HostName=..;SharedAccessKeyName=..;SharedAccessKey=..} as the Azure
 * portal shows it for a shared access policy (azure-iot-hub 4).
 *
 * @param hostName host name, with a port when it is not 443; never built from the hub's name (azure-iot-hub 1)
 * @param keyName name of the shared access policy; it needs the rights RegistryRead and RegistryWrite
 * @param key the policy's key, Base64
 */
public record IotHubConnectionString(String hostName, String keyName, Secret key) implements ServiceLogin {
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?");

    /**
     * Reads a connection string.
     *
     * @throws InvalidConnectionStringException when it is not that of a hub's policy
     */
    public static IotHubConnectionString parse(Secret text) throws InvalidConnectionStringException {
        Map<String, String> parts = parts(text.reveal());
        if (parts.containsKey("DeviceId")) {
            throw new InvalidConnectionStringException(
                    "this is the connection string of a device; take that of a shared access policy of the hub");
        }
        String host = part(parts, "HostName");
        if (!HOST.matcher(host).matches()) {
            throw new InvalidConnectionStringException("HostName is not a host name");
        }
        String key = part(parts, "SharedAccessKey");
        try {
            if (Base64.getDecoder().decode(key).length == 0) {
                throw new InvalidConnectionStringException("SharedAccessKey is empty");
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidConnectionStringException("SharedAccessKey is not Base64");
        }
        return new IotHubConnectionString(host, part(parts, "SharedAccessKeyName"), Secret.of(key));
    }

    @Override
    public Secret authorization(Instant now) {
        return SasToken.sign(this, now.plus(TOKEN_LIFE));
    }

    /** The host name without a port. */
    public String hostOnly() {
        int colon = hostName.indexOf(':');
        return colon < 0 ? hostName : hostName.substring(0, colon);
    }

    static Map<String, String> parts(String text) throws InvalidConnectionStringException {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : text.strip().split(";", 0)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new InvalidConnectionStringException(
                        "part " + (parts.size() + 1) + " is not of the form name=value");
            }
            if (parts.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
                throw new InvalidConnectionStringException("part " + parts.size() + " or a later one is there twice");
            }
        }
        return parts;
    }

    static String part(Map<String, String> parts, String name) throws InvalidConnectionStringException {
        String value = parts.get(name);
        if (value == null || value.isEmpty()) {
            throw new InvalidConnectionStringException(name + " is missing");
        }
        return value;
    }
}
