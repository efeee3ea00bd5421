package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.Optional;

/** What the hub's service side is asked. Every call may end in an {@link io.github.flexyfleet.fleet.hub.IotHubException}. */
public interface HubSide {
    /** The identity; empty when it is not registered. */
    Optional<HubIdentity> find(DeviceId device);

    /** Asks a device over the hub to send all its tags now. */
    void flush(DeviceId device);

    /** The real one. */
    static HubSide of(IotHubRegistry registry) {
        return new HubSide() {
            @Override
            public Optional<HubIdentity> find(DeviceId device) {
                return registry.find(device);
            }

            @Override
            public void flush(DeviceId device) {
                registry.invoke(device, "flush");
            }
        };
    }
}
