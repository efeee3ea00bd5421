package io.github.flexyfleet.simulator.hub;

import java.time.InstantSource;
import java.util.Optional;

/** Checks the shared access signature of a service client (azure-iot-hub 4). Thread-safe. */
final class SasVerifier {
    private final String host;
    private final String policy;
    private final byte[] key;
    private final InstantSource clock;

    SasVerifier(String host, String policy, byte[] key, InstantSource clock) {
        this.host = host;
        this.policy = policy;
        this.key = key.clone();
        this.clock = clock;
    }

    /**
     * Checks the value of the Authorization header.
     *
     * @throws HubRefusal 401002 when it is missing or wrong, 401003 when it is out of date
     */
    void check(Optional<String> authorization) throws HubRefusal {
        check(authorization, host);
    }

    /**
     * Checks a token for a resource of the hub, such as {@code host/messages/events}. One for the whole hub is good as
     * well.
     *
     * @throws HubRefusal 401002 when it is wrong, 401003 when it is out of date
     */
    void checkText(String token, String resource) throws HubRefusal {
        Optional<String> text = Optional.of(token);
        boolean whole = SharedAccessToken.parse(token)
                .filter(found -> found.resource().equalsIgnoreCase(host))
                .isPresent();
        check(text, whole ? host : resource);
    }

    private void check(Optional<String> authorization, String resource) throws HubRefusal {
        SharedAccessToken token = authorization
                .flatMap(SharedAccessToken::parse)
                .filter(found -> found.resource().equalsIgnoreCase(resource)
                        && policy.equals(found.policy())
                        && found.signedBy(key))
                .orElseThrow(() -> new HubRefusal(
                        HubError.UNAUTHORIZED_ACCESS, "The request has no valid shared access signature"));
        if (!clock.instant().isBefore(token.until())) {
            throw new HubRefusal(HubError.UNAUTHORIZED, "The token ended at " + token.end());
        }
    }
}
