package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Reads and writes single identities. A write names the state that was read, and is repeated only after a read has shown
 * that it did not land. Thread-safe.
 */
final class CheckedWrites {
    private final RegistryHttp http;
    private final RegistryPatience patience;

    CheckedWrites(RegistryHttp http, RegistryPatience patience) {
        this.http = http;
        this.patience = patience;
    }

    /** The device as the hub has it now; empty when it is not registered. */
    Optional<HubIdentity> find(DeviceId device) {
        return patience.operation(1, () -> absent(() -> http.get(device)));
    }

    /** A read that finds nothing instead of failing with {@link IotHubFailure.NotFound}. */
    static <T> Optional<T> absent(Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (IotHubException e) {
            if (e.failure() instanceof IotHubFailure.NotFound) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Makes an identity; {@code landed} tells that one that is there is what was to be made. */
    HubIdentity create(DeviceId device, Secret document, Predicate<HubIdentity> landed) {
        return write(device, new Write(() -> http.create(device, document), Optional::isEmpty, landed));
    }

    /** Changes an identity that is as it was read; {@code landed} tells that one that is there is what it was to become. */
    HubIdentity update(HubIdentity identity, Secret document, Predicate<HubIdentity> landed) {
        return write(
                identity.device(),
                new Write(
                        () -> http.update(identity.device(), identity.etag(), document),
                        now -> now.isPresent() && now.get().etag().equals(identity.etag()),
                        landed));
    }

    /**
     * A write that can be checked.
     *
     * @param call sends it
     * @param untouched tells by what was read that nobody has written
     * @param landed tells that the device is as wanted
     */
    private record Write(
            Supplier<HubIdentity> call, Predicate<Optional<HubIdentity>> untouched, Predicate<HubIdentity> landed) {}

    /** Writes; after a failure that leaves it open whether it landed, reads, and goes on from what is there. */
    private HubIdentity write(DeviceId device, Write write) {
        AtomicBoolean open = new AtomicBoolean();
        try {
            return write(device, write, open);
        } catch (IotHubException e) {
            throw open.get() ? e.leavingOpen() : e;
        }
    }

    /** {@code open} is set as soon as an answer is lost: what was sent may land late, whatever is read after it. */
    private HubIdentity write(DeviceId device, Write write, AtomicBoolean open) {
        for (int failures = 1; ; failures++) {
            try {
                return patience.once(1, write.call());
            } catch (IotHubException e) {
                boolean again = e.failure().isTransient();
                open.compareAndSet(false, e.failure().leavesOpen());
                if (!again && failures == 1) {
                    throw e;
                }
                // A refusal of a repeated write may come from the first one, which landed late.
                if (again) {
                    patience.pauseAfter(failures, e.failure());
                }
                Optional<HubIdentity> now = find(device);
                if (now.isPresent() && write.landed().test(now.get())) {
                    return now.get();
                }
                if (again && !write.untouched().test(now)) {
                    throw new IotHubException("write " + device, new IotHubFailure.PreconditionFailed());
                }
                if (!again || failures >= RegistryPatience.TRIES) {
                    throw e;
                }
            }
        }
    }
}
