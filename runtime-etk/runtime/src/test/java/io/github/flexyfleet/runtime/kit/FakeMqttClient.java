package io.github.flexyfleet.runtime.kit;

import io.github.flexyfleet.runtime.hub.HubClient;

/** What the Flexy's own MQTT client never says: why a message did not get through, or that it has no room. */
public abstract class FakeMqttClient implements HubClient {
    @Override
    public final String problem() {
        return null;
    }

    @Override
    public final boolean takes() {
        return true;
    }

    @Override
    public final int lost() {
        return 0;
    }
}
