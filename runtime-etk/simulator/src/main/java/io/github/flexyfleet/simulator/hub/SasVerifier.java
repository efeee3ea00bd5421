package io.github.flexyfleet.simulator.hub;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks who a service client is (azure-iot-hub 4): by a shared access signature, or by a Bearer token that was granted
 * before, as Entra ID would have given it out. Thread-safe.
 */
public final class SasVerifier {
    private static final String BEARER = "Bearer ";

    private final String host;
    private final String policy;
    private final byte[] key;
    private final InstantSource clock;
    private final Map<String, Instant> granted = new ConcurrentHashMap<>();

    /** Tokens for a host by the key of one policy. */
    public SasVerifier(String host, String policy, byte[] key, InstantSource clock) {
        this.host = host;
        this.policy = policy;
        this.key = key.clone();
        this.clock = clock;
    }

    /** Takes this Bearer token for good until a time. */
    void grant(String token, Instant until) {
        granted.put(token, until);
    }

    private void checkBearer(String token) throws HubRefusal {
        Instant until = granted.get(token);
        if (until == null) {
            throw new HubRefusal(HubError.UNAUTHORIZED_ACCESS, "The request has no valid Bearer token");
        }
        if (!clock.instant().isBefore(until)) {
            throw new HubRefusal(HubError.UNAUTHORIZED, "The token ended at " + until);
        }
    }

    /**
     * Checks the value of the Authorization header.
     *
     * @throws HubRefusal 401002 when it is missing or wrong, 401003 when it is out of date
     */
    public void check(Optional<String> authorization) throws HubRefusal {
        Optional<String> bearer =
                authorization.filter(text -> text.startsWith(BEARER)).map(text -> text.substring(BEARER.length()));
        if (bearer.isPresent()) {
            checkBearer(bearer.get());
            return;
        }
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
