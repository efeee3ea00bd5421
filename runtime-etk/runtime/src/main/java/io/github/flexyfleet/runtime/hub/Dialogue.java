package io.github.flexyfleet.runtime.hub;

import java.io.IOException;

/** What passes between hub and Flexy besides messages and the barrier. Running time in ms. Worker thread only. */
public interface Dialogue {
    /** A new connection: subscribes to what this side listens to; what was open on the old one gets no answer. */
    void connected(HubClient client, long now) throws IOException;

    /** Takes a message that is no proof of the barrier. */
    void take(Incoming message, long now);

    /** Takes the twin, which comes with every proof of the barrier. */
    void twin(byte[] payload);

    /** Messages were lost that nobody knows. */
    void lost();

    /** Whether the barrier is to be asked for the twin's sake even though no message waits. */
    boolean wantsTwin();

    /** Publishes what is due; the client is connected. */
    void publish(HubClient client, long now) throws IOException;
}
