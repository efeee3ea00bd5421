package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.talk2m.RuntimeRefusal;
import io.github.flexyfleet.fleet.talk2m.RuntimeUpdates;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import java.time.Duration;

/**
 * Brings this tool's runtime to a device through the runtime that runs there: no web host, about one call for each 12 KB
 * of the jar. Until it is kept, the device goes back by itself (docs/decisions/0006).
 */
final class RuntimeUpdater {
    /** Longer than any evidence takes, so that only a lost connection lets a good runtime go back. */
    private static final Duration KEPT_WITHIN = Duration.ofMinutes(10);

    private final RuntimeUpdates updates;
    private final Talk2mDevice device;
    private final RuntimeRelease release;
    private final RuntimeUpdates.Jar jar;

    RuntimeUpdater(RuntimeUpdates updates, Talk2mDevice device, RuntimeRelease release) {
        this.updates = updates;
        this.device = device;
        this.release = release;
        this.jar = new RuntimeUpdates.Jar(release.version(), release.sha256());
    }

    /** Sends the jar; false when the runtime there does not take one. */
    boolean send() {
        return possible(() -> updates.send(device, jar, release.content()));
    }

    /** Has the jar started, asking once; false when the runtime there cannot do that. */
    boolean start() {
        return possible(() -> updates.attempt(device, jar, KEPT_WITHIN));
    }

    private static boolean possible(Runnable call) {
        try {
            call.run();
            return true;
        } catch (RuntimeRefusal e) {
            return switch (e.code()) {
                case UNKNOWN_FORM, BAD_CONFIG -> false;
                case BAD_REQUEST, BAD_DIGEST, INCOMPLETE, BUSY, NOT_CANDIDATE, STORAGE, INTERNAL -> throw e;
            };
        }
    }

    void keep() {
        updates.keep(device, jar);
    }

    void back() {
        updates.back(device);
    }

    DeviceProblemException fellBack(String why) {
        return new DeviceProblemException(
                Outcome.REVERTED,
                ProblemCode.RUNTIME_FELL_BACK,
                "runtime " + release.version() + " was started on trial, but " + why,
                "look at the device's event log (flexy:logs), then deploy again");
    }
}
