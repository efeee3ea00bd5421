package io.github.flexyfleet.fleet.talk2m;

import java.time.Duration;

/** Hears of every HTTP request that was sent to M2Web, each of which counts against the account's daily quota. */
@FunctionalInterface
public interface CallListener {
    /** Called by the thread that made the call, after it ended; must be thread-safe and quick. */
    void ended(Call call);

    /**
     * One request.
     *
     * @param host host name and port
     * @param path path of the request, which holds the device's encoded name and no secret
     * @param status HTTP status, 0 when no answer came
     * @param sentBytes bytes of the request's body that were sent
     * @param receivedBytes bytes of the answer's body as far as it came
     * @param connections connections that were opened for it; 0 when it went over an open one
     * @param duration from before the request to the end of its answer
     */
    record Call(
            String host,
            String path,
            int status,
            long sentBytes,
            long receivedBytes,
            int connections,
            Duration duration) {}
}
