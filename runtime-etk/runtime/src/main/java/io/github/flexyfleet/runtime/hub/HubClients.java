package io.github.flexyfleet.runtime.hub;

import io.github.flexyfleet.runtime.bundle.RunningBundle;
import java.io.IOException;

/** Makes clients. */
public interface HubClients {
    /**
     * A client that is not connected yet.
     *
     * @param hub host name of the hub, or null for a client of the bundle's Device Provisioning Service
     */
    HubClient create(RunningBundle bundle, String hub) throws IOException;
}
