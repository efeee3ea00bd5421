package io.github.flexyfleet.fleet.plan;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.List;
import java.util.Optional;

/**
 * What a deploy does with one device.
 *
 * @param device hub identity
 * @param way how it is reached
 * @param wave number of its wave, from 1
 * @param wanted digest of the bundle that it shall run
 * @param observed what it runs
 * @param action what is done
 * @param changes what that changes, in words
 * @param effort what that takes, as a rule
 */
public record PlannedDevice(
        DeviceId device,
        Way way,
        int wave,
        Digest wanted,
        Observation observed,
        Action action,
        List<Change> changes,
        Effort effort) {
    /**
     * How a device is reached, and what may be done to it.
     *
     * @param site name of its site
     * @param account what the fleet file calls its Talk2M account
     * @param talk2mName its name in that account
     * @param serial the serial number that is demanded
     * @param takeOver whether another program has to make way
     * @param triggered whether it is woken up
     */
    public record Way(
            String site,
            String account,
            String talk2mName,
            Optional<String> serial,
            boolean takeOver,
            boolean triggered) {}

    /** Takes a copy. */
    public PlannedDevice {
        changes = List.copyOf(changes);
    }

    /** Whether the device connects with another certificate or key afterwards. */
    boolean changesCredential() {
        return changes.stream().anyMatch(change -> change.kind() == Change.Kind.CREDENTIAL);
    }
}
