package io.github.flexyfleet.simulator.hub;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** Checks the shared access signature that a device makes with a key of its own (azure-iot-hub 4). Thread-safe. */
final class DeviceTokens {
    private final String host;
    private final InstantSource clock;

    DeviceTokens(String host, InstantSource clock) {
        this.host = host.toLowerCase(Locale.ROOT);
        this.clock = clock;
    }

    /**
     * Checks a token, that of a device which has keys.
     *
     * @param text password of a CONNECT, or value of an Authorization header
     * @return when the token ends
     * @throws HubRefusal 401002 when there is none, 401003 when it does not fit
     */
    Instant check(DeviceIdentity identity, DeviceAuthentication.Sas keys, Optional<String> text) throws HubRefusal {
        SharedAccessToken token = text.flatMap(SharedAccessToken::parse)
                .orElseThrow(() ->
                        new HubRefusal(HubError.UNAUTHORIZED_ACCESS, "The device sent no shared access signature"));
        String wanted = host + "/devices/" + identity.deviceId();
        String resource = token.resource();
        int slash = resource.indexOf('/');
        String found = slash < 0
                ? resource
                : resource.substring(0, slash).toLowerCase(Locale.ROOT) + resource.substring(slash);
        if (!found.equals(wanted)) {
            throw new HubRefusal(HubError.UNAUTHORIZED, "The token is for " + resource + ", not for " + wanted);
        }
        if (!token.signedBy(keys.primaryBytes()) && !token.signedBy(keys.secondaryBytes())) {
            throw new HubRefusal(HubError.UNAUTHORIZED, "The token was signed with neither of the device's keys");
        }
        if (isOver(token.until())) {
            throw new HubRefusal(HubError.UNAUTHORIZED, "The token ended at " + token.end());
        }
        return token.until();
    }

    /** Whether a token that ends then counts no longer. */
    boolean isOver(Instant end) {
        return !clock.instant().isBefore(end);
    }
}
