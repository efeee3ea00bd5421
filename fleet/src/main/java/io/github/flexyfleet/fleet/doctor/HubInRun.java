package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The hub's service side in one run. What would meet every device is asked once: a hub that does not answer costs about a
 * minute each time, and is no fault of a device. For one thread.
 */
final class HubInRun {
    private final HubSide hub;
    private Optional<IotHubException> registry = Optional.empty();
    private Optional<IotHubException> methods = Optional.empty();
    private Optional<List<X509Certificate>> chain = Optional.empty();
    private boolean told;

    HubInRun(HubSide hub) {
        this.hub = hub;
    }

    /** The identity; fails without a call where an earlier call showed that it would. */
    Optional<HubIdentity> find(DeviceId device) {
        if (registry.isPresent()) {
            throw registry.get();
        }
        try {
            return hub.find(device);
        } catch (IotHubException e) {
            registry = Optional.of(e).filter(failed -> failed.failure().concernsAll());
            throw e;
        }
    }

    /**
     * Asks a device for its tags; fails without a call where an earlier one showed that this login may not. Any other
     * failure can be the device's own, which the hub waits for.
     */
    void flush(DeviceId device) {
        if (methods.isPresent()) {
            throw methods.get();
        }
        try {
            hub.flush(device);
        } catch (IotHubException e) {
            methods = Optional.of(e).filter(HubProblems::isOfLogin);
            throw e;
        }
    }

    /** The certificates by which the hub shows itself to this machine, looked at once. */
    List<X509Certificate> chain() {
        if (chain.isEmpty()) {
            chain = Optional.of(hub.chain());
        }
        return chain.get();
    }

    /** Whether the hub itself does not answer as it should, whoever asks: then a device may fare alike. */
    boolean isAway() {
        return registry.filter(failed -> failed.failure().isTransient()).isPresent();
    }

    /** What a failure of the registry means; what meets every device is told once. */
    Verdict tell(IotHubException e) {
        if (told) {
            return HubProblems.told(e);
        }
        told = e.failure().concernsAll();
        return HubProblems.of(e);
    }
}
