package io.github.flexyfleet.simulator;

import io.github.flexyfleet.simulator.dps.DpsError;
import io.github.flexyfleet.simulator.dps.DpsRefusal;
import io.github.flexyfleet.simulator.dps.LinkedHub;
import io.github.flexyfleet.simulator.fault.Faults;
import io.github.flexyfleet.simulator.hub.HubRefusal;
import io.github.flexyfleet.simulator.hub.HubTier;
import io.github.flexyfleet.simulator.hub.IotHub;
import io.github.flexyfleet.simulator.net.ServerRoom;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/**
 * Opens the hubs of a world: its own, and those that its Device Provisioning Service assigns besides.
 *
 * @param key key of their policies, in Base64
 * @param directory of the world
 * @param closers gets their ends
 */
record WorldHubs(WorldSpec spec, String key, Path directory, Faults faults, ServerRoom room, Closers closers) {
    /** The world's own. */
    IotHub own() throws IOException {
        return open(spec.hubHost(), directory.resolve("hub"));
    }

    /** One more, of the same tier and with the same faults. */
    IotHub another(String host) throws IOException {
        return open(host, directory.resolve("hub-" + URLEncoder.encode(host, StandardCharsets.UTF_8)));
    }

    private IotHub open(String host, Path folder) throws IOException {
        IotHub.Offer offer = new IotHub.Offer(host, HubTier.valueOf(spec.hubTier()), key, folder, faults);
        IotHub hub = IotHub.start(offer.with(spec.hubLimits()), room);
        closers.add(hub::close);
        return hub;
    }

    /** A hub as the Device Provisioning Service knows it. */
    static LinkedHub linked(IotHub hub) {
        return new LinkedHub() {
            @Override
            public String host() {
                return hub.host();
            }

            @Override
            public void provision(String deviceId, String thumbprint, JsonNode initialTwin) throws DpsRefusal {
                try {
                    hub.provision(deviceId, thumbprint, initialTwin);
                } catch (HubRefusal e) {
                    throw new DpsRefusal(DpsError.UNAVAILABLE, e.getMessage());
                }
            }
        };
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "hubs of " + spec.hubHost();
    }
}
