package io.github.flexyfleet.fleet.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a device once all layers are applied.
 *
 * @param tagGroups sorted by name
 * @param heartbeat 1 s to 24 h; zero is off
 * @param certificate how its certificate is made and its key is kept
 * @param hubAccess how it reaches its hub
 * @param access how it is reached and what may be done to it
 * @param secret where the Flexy's own user and password are kept; left out, at the default place
 * @param simData what its SIM may carry in a month; zero for no limit; left out, what the budget assumes
 * @param spool where messages wait for the hub
 * @param writable what the hub may write, sorted by pattern
 * @param tagList the tags that it is known to have; part of no bundle
 * @param traits what a rollout has to know of it; part of no bundle
 */
public record DeviceSettings(
        List<TagGroup> tagGroups,
        Duration heartbeat,
        CertificateSettings certificate,
        HubAccess hubAccess,
        Access access,
        Optional<SecretRef> secret,
        Optional<DataSize> simData,
        Spool spool,
        List<Writable> writable,
        Optional<TagList> tagList,
        RolloutTraits traits) {
    /**
     * How a device is reached and what may be done to it.
     *
     * @param takeOver whether another Java program on it makes way for the runtime
     * @param triggered whether it connects to Talk2M only when it is woken
     */
    public record Access(boolean takeOver, boolean triggered) {}

    /** Takes a copy. */
    public DeviceSettings {
        tagGroups = List.copyOf(tagGroups);
        writable = List.copyOf(writable);
    }
}
