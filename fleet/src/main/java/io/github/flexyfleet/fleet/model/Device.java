package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One Flexy with one hub identity.
 *
 * @param id identity at the hub
 * @param siteName name of its site
 * @param account name of that account, see {@link Talk2mSettings#name}
 * @param talk2mName its name in the Talk2M account
 * @param serial serial number {@code dddd-dddd-dd}, when it is to be checked
 * @param settings what it shall do
 * @param span where the device id stands in the fleet file
 */
public record Device(
        DeviceId id,
        String siteName,
        String account,
        String talk2mName,
        Optional<String> serial,
        DeviceSettings settings,
        Span span) {
    /** Tag groups, sorted by name. */
    public List<TagGroup> tagGroups() {
        return settings.tagGroups();
    }

    /** Where messages wait for the hub. */
    public Spool spool() {
        return settings.spool();
    }

    /** Heartbeat period; zero is off. */
    public Duration heartbeat() {
        return settings.heartbeat();
    }

    /** How its certificate is made, and where the key is kept; without a meaning for a device with a shared key. */
    public CertificateSettings certificate() {
        return settings.certificate();
    }

    /** How it reaches its hub. */
    public HubAccess hubAccess() {
        return settings.hubAccess();
    }

    /** What the hub may write, sorted by pattern. */
    public List<Writable> writable() {
        return settings.writable();
    }

    /** How it is reached and what may be done to it. */
    public DeviceSettings.Access access() {
        return settings.access();
    }

    /** Where the Flexy's own user and password are kept; empty: at the default place. */
    public Optional<SecretRef> secret() {
        return settings.secret();
    }

    /** The tags that it is known to have; empty: nothing is known of them. */
    public Optional<TagList> tagList() {
        return settings.tagList();
    }

    /** What a rollout has to know of it. */
    public RolloutTraits traits() {
        return settings.traits();
    }
}
