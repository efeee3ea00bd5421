package io.github.flexyfleet.runtime.kit;

import io.github.flexyfleet.runtime.hub.Dialogue;
import io.github.flexyfleet.runtime.hub.HubClient;
import io.github.flexyfleet.runtime.hub.Incoming;

/** Says nothing and wants nothing. */
public final class SilentDialogue implements Dialogue {
    @Override
    public void connected(HubClient client, long now) {}

    @Override
    public void take(Incoming message, long now) {}

    @Override
    public void twin(byte[] payload) {}

    @Override
    public void lost() {}

    @Override
    public boolean wantsTwin() {
        return false;
    }

    @Override
    public void publish(HubClient client, long now) {}
}
