package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.secret.Secret;
import java.time.Instant;

/** How this tool shows an IoT Hub who it is. Thread-safe. */
public interface ServiceLogin {
    /** Host name of the hub, free text, with a port when it is not 443. */
    String hostName();

    /**
     * The value of the header {@code Authorization}.
     *
     * @param now the time by the caller's clock
     * @throws IotHubException with {@link IotHubFailure.NoToken} when there is none to be had
     */
    Secret authorization(Instant now);
}
