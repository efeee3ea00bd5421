package io.github.flexyfleet.fleet.engine;

import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.talk2m.DeviceLogin;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings;
import java.util.Optional;

/**
 * How the engine reaches the world.
 *
 * @param talk2m the Talk2M account
 * @param logins logins of the gateways' own web servers
 * @param registry the hub's identities
 * @param events messages at the hub; without it the devices' own word on the hub's answers is the evidence
 */
public record Connections(
        M2WebSettings talk2m, DeviceLogins logins, IotHubRegistry registry, Optional<EventFeed> events) {
    /** One login for all gateways. */
    public Connections(M2WebSettings talk2m, DeviceLogin device, IotHubRegistry registry, Optional<EventFeed> events) {
        this(talk2m, DeviceLogins.same(device), registry, events);
    }

    /** The login of gateways without one of their own. */
    public DeviceLogin device() {
        return logins.standard().orElseThrow();
    }
}
