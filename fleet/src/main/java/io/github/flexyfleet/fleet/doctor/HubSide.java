package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What the hub's service side is asked. Every call but {@link #chain} may end in an
 * {@link io.github.flexyfleet.fleet.hub.IotHubException}.
 */
public interface HubSide {
    /** The identity; empty when it is not registered. */
    Optional<HubIdentity> find(DeviceId device);

    /** Asks a device over the hub to send all its tags now. */
    void flush(DeviceId device);

    /** The certificates by which the hub shows itself to this machine; none when it is not reached. */
    List<X509Certificate> chain();

    /** Where certificates are to be seen. */
    @FunctionalInterface
    interface Shown {
        /**
         * The certificates, the server's own first.
         *
         * @throws IOException when it is not reached
         */
        List<X509Certificate> chain() throws IOException;
    }

    /** The real one. */
    static HubSide of(IotHubRegistry registry, Shown shown) {
        return new HubSide() {
            @Override
            public Optional<HubIdentity> find(DeviceId device) {
                return registry.find(device);
            }

            @Override
            public void flush(DeviceId device) {
                registry.invoke(device, "flush");
            }

            @Override
            public List<X509Certificate> chain() {
                try {
                    return shown.chain();
                } catch (IOException e) {
                    // What is not seen tells nothing.
                    return List.of();
                }
            }
        };
    }
}
