package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One change of a bulk call (azure-iot-hub 4). Each names the state that it was made for: none is written over another's,
 * and one that is sent twice lands once.
 */
public sealed interface BulkChange {
    /** The most changes that a call takes. */
    int MOST = 100;

    /** The device that is changed; once in a call. */
    DeviceId device();

    /**
     * A new identity that trusts one certificate.
     *
     * @param fingerprint goes into both slots
     * @param mark whose it is
     * @param tags for its twin, where the hub has twins
     */
    record Create(DeviceId device, Fingerprint fingerprint, IdentityMark mark, Optional<FleetTags> tags)
            implements BulkChange {}

    /**
     * A new identity with symmetric keys, which the hub makes and keeps. INFERRED: that it makes them when none are sent.
     *
     * @param mark whose it is
     * @param tags for its twin, where the hub has twins
     */
    record CreateKeyed(DeviceId device, IdentityMark mark, Optional<FleetTags> tags) implements BulkChange {}

    /**
     * A new identity that trusts what a registered authority signs for it.
     *
     * @param mark whose it is
     * @param tags for its twin, where the hub has twins
     */
    record CreateByAuthority(DeviceId device, IdentityMark mark, Optional<FleetTags> tags) implements BulkChange {}

    /**
     * Another state of an identity that trusts an authority; that stays so.
     *
     * @param from what was read
     * @param enabled whether the hub lets it connect
     * @param mark whose it is
     */
    record UpdateByAuthority(SeenIdentity from, boolean enabled, IdentityMark mark) implements BulkChange {
        @Override
        public DeviceId device() {
            return from.device();
        }
    }

    /**
     * A new identity with these keys; the call that makes it is a secret, and it goes into no file.
     *
     * @param keys one for each slot
     * @param mark whose it is
     * @param tags for its twin, where the hub has twins
     */
    record CreateWithKeys(DeviceId device, HubIdentity.Keys keys, IdentityMark mark, Optional<FleetTags> tags)
            implements BulkChange {}

    /**
     * Another state of an identity with thumbprints.
     *
     * @param from what was read
     * @param thumbprints that it trusts from then on
     * @param enabled whether the hub lets it connect
     * @param mark whose it is
     */
    record Update(SeenIdentity from, HubIdentity.Thumbprints thumbprints, boolean enabled, IdentityMark mark)
            implements BulkChange {
        @Override
        public DeviceId device() {
            return from.device();
        }
    }

    /**
     * Other tags on the twin of an identity.
     *
     * @param twin what was read
     * @param tags that it has from then on, beside those that are not this tool's
     */
    record Tags(DeviceId device, SeenIdentity.Twin twin, FleetTags tags) implements BulkChange {}

    /** The end of an identity, which cannot be taken back. */
    record Delete(SeenIdentity from) implements BulkChange {
        @Override
        public DeviceId device() {
            return from.device();
        }
    }

    /** The change as a line of a file for a hub's import job, without the line end (azure-iot-hub 4); it holds no secret. */
    static String line(BulkChange change) {
        if (change instanceof CreateWithKeys) {
            throw new IllegalArgumentException("keys of " + change.device() + " go into no file");
        }
        return json(change).toString();
    }

    /** What this tool's tags of a twin become, for the command line of others. */
    static String tags(FleetTags tags) {
        return tags.patch(Optional.empty()).toString();
    }

    /** The body of a call; it can hold keys. */
    static Secret body(List<BulkChange> changes) {
        ArrayNode list = JsonMapper.shared().createArrayNode();
        changes.forEach(change -> list.add(json(change)));
        return Secret.of(list.toString());
    }

    private static ObjectNode json(BulkChange change) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("id", change.device().value());
        if (change instanceof Create create) {
            json.put("importMode", "create").put("status", "enabled");
            json.put("statusReason", create.mark().text());
            json.set("authentication", IdentityDocument.authentication(IdentityDocument.both(create.fingerprint())));
            json.putObject("capabilities").put("iotEdge", false);
            create.tags().ifPresent(tags -> json.set("tags", tags.patch(Optional.empty())));
        } else if (change instanceof CreateKeyed create) {
            json.put("importMode", "create").put("status", "enabled");
            json.put("statusReason", create.mark().text());
            json.putObject("authentication").put("type", HubIdentity.SAS);
            json.putObject("capabilities").put("iotEdge", false);
            create.tags().ifPresent(tags -> json.set("tags", tags.patch(Optional.empty())));
        } else if (change instanceof CreateByAuthority create) {
            json.put("importMode", "create").put("status", "enabled");
            json.put("statusReason", create.mark().text());
            json.set("authentication", IdentityDocument.byAuthority());
            json.putObject("capabilities").put("iotEdge", false);
            create.tags().ifPresent(tags -> json.set("tags", tags.patch(Optional.empty())));
        } else if (change instanceof UpdateByAuthority update) {
            json.put("importMode", "updateIfMatchETag")
                    .put("eTag", update.from().etag());
            json.put("status", update.enabled() ? "enabled" : "disabled")
                    .put("statusReason", update.mark().text());
            json.set("authentication", IdentityDocument.byAuthority());
            json.putObject("capabilities").put("iotEdge", false);
        } else if (change instanceof CreateWithKeys create) {
            json.put("importMode", "create").put("status", "enabled");
            json.put("statusReason", create.mark().text());
            json.set("authentication", IdentityDocument.authentication(create.keys()));
            json.putObject("capabilities").put("iotEdge", false);
            create.tags().ifPresent(tags -> json.set("tags", tags.patch(Optional.empty())));
        } else if (change instanceof Update update) {
            json.put("importMode", "updateIfMatchETag")
                    .put("eTag", update.from().etag());
            json.put("status", update.enabled() ? "enabled" : "disabled")
                    .put("statusReason", update.mark().text());
            json.set("authentication", IdentityDocument.authentication(update.thumbprints()));
            // A Flexy is no IoT Edge device; a bulk call takes what is left out for false as well (INFERRED).
            json.putObject("capabilities").put("iotEdge", false);
        } else if (change instanceof Tags tags) {
            json.put("importMode", "updateTwinIfMatchETag")
                    .put("twinETag", tags.twin().etag());
            json.set("tags", tags.tags().patch(tags.twin().tags()));
        } else {
            json.put("importMode", "deleteIfMatchETag")
                    .put("eTag", ((Delete) change).from().etag());
        }
        return json;
    }
}
