package io.github.flexyfleet.runtime.hub;

import io.github.flexyfleet.runtime.bundle.RunningBundle;
import java.io.IOException;

/** Makes clients. */
public interface HubClients {
    /** A client for the hub of this bundle, not connected yet. */
    HubClient create(RunningBundle bundle) throws IOException;
}
