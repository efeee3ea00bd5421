package io.github.flexyfleet.simulator.hub;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;

/**
 * The event hub behind the built-in endpoint.
 *
 * @param namespace host name
 * @param entity its name there
 * @param policy shared access policy that may read
 * @param key the policy's key
 * @param groups consumer groups; others may be added while it runs
 * @param readers who reads what now
 * @param partitions its events
 * @param log where they come from
 * @param clock the world's
 * @param created when it was made
 */
record EventHubOffer(
        String namespace,
        String entity,
        String policy,
        String key,
        Set<String> groups,
        ReaderSeats readers,
        Partitions partitions,
        EventLog log,
        InstantSource clock,
        Instant created) {
    /**
     * Whether a token lets its holder read here. Here the key's text signs, and not, as at the hub's own REST, what it
     * is the Base64 of.
     */
    boolean admits(SharedAccessToken token) {
        return token.policy().equals(policy)
                && token.signedBy(key.getBytes(StandardCharsets.UTF_8))
                && token.until().isAfter(clock.instant())
                && token.resource().toLowerCase(Locale.ROOT).contains("://" + namespace + "/" + entity);
    }

    /** Names the place only. */
    @Override
    public String toString() {
        return namespace + "/" + entity;
    }
}
