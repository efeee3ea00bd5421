package io.github.flexyfleet.simulator.hub;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/**
 * Checks the shared access signature that a device makes with a key of its own (azure-iot-hub 4), and with it the device's
 * clock, which may be off by 5 minutes (azure-iot-hub 0, trap 7). INFERRED, and here alone: how a hub comes to know of that
 * clock. A token says when it ends, not when it was made. One that ends later than tokens ever should was made by a clock
 * that is ahead; one that has ended is refused, and that is all that can be seen of a clock that is behind: a token of an
 * hour, made 6 minutes too early by the clock, looks like one that is 6 minutes old. Of a device with a certificate nothing
 * is seen at all. Thread-safe.
 */
final class DeviceTokens {
    private final String host;
    private final InstantSource clock;
    private final Duration longest;

    /**
     * For one hub.
     *
     * @param longest how far ahead a token may end at most; zero for any
     */
    DeviceTokens(String host, InstantSource clock, Duration longest) {
        this.host = host.toLowerCase(Locale.ROOT);
        this.clock = clock;
        this.longest = longest;
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
        if (!longest.isZero() && token.until().isAfter(clock.instant().plus(longest))) {
            throw new HubRefusal(
                    HubError.UNAUTHORIZED,
                    "The token ends at " + token.end() + ", more than " + longest.toMinutes()
                            + " minutes from now: the clock of the device is ahead");
        }
        return token.until();
    }

    /** Whether a token that ends then counts no longer. */
    boolean isOver(Instant end) {
        return !clock.instant().isBefore(end);
    }
}
