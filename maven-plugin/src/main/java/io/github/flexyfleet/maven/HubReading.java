package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.hub.EventHubConnectionString;
import io.github.flexyfleet.fleet.hub.InvalidConnectionStringException;
import io.github.flexyfleet.fleet.hub.IotHubConnectionString;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.hub.events.EventHubFinder;
import io.github.flexyfleet.fleet.hub.events.EventHubsFeed;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;

/**
 * The way to the messages at a hub.
 *
 * @param hub the hub's connection string, which leads to the built-in endpoint
 * @param endpoint the endpoint's own connection string, where it is given
 * @param group consumer group
 * @param network proxy and roots
 */
record HubReading(Secret hub, Optional<Secret> endpoint, String group, IotHubRegistry.Network network) {
    /** A real hub; the hub's own connection string is not needed where the endpoint's is given. */
    static HubReading real(Fleet fleet, CredentialReader credentials, WebProxy way) throws MojoFailureException {
        Optional<Secret> endpoint = credentials.eventHub();
        Secret hub = endpoint.isPresent() ? Secret.of("") : credentials.hub();
        credentials.check();
        return new HubReading(hub, endpoint, fleet.hub().consumerGroup(), new IotHubRegistry.Network(way, List.of()));
    }

    /** Whether there is any way to the messages: Entra ID alone is none (azure-iot-hub 0). */
    boolean isPossible() {
        return endpoint.isPresent() || !hub.reveal().isEmpty();
    }

    /**
     * Opens a feed.
     *
     * @param from what the hub took from this moment on
     * @throws IOException when a connection string is none
     * @throws io.github.flexyfleet.fleet.hub.EventFeedException when the hub cannot be read
     */
    EventFeed open(Instant from) throws IOException, InterruptedException {
        QuietLibraries.hush();
        try {
            EventHubConnectionString place = endpoint.isPresent()
                    ? EventHubConnectionString.parse(endpoint.get())
                    : new EventHubFinder(network, InstantSource.system()).find(IotHubConnectionString.parse(hub));
            return EventHubsFeed.open(place, group, from, network);
        } catch (InvalidConnectionStringException e) {
            throw new IOException(
                    "the connection string of the hub's messages cannot be used: " + e.getMessage()
                            + "; copy it whole from the hub's page",
                    e);
        }
    }
}
