package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The registry's JSON for a device (azure-iot-hub 4). Pure. */
final class IdentityDocument {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Members that the hub sets itself; they are left out of what is written. */
    private static final List<String> READ_ONLY = List.of(
            "generationId",
            "etag",
            "connectionState",
            "connectionStateUpdatedTime",
            "statusUpdatedTime",
            "lastActivityTime",
            "cloudToDeviceMessageCount");

    private IdentityDocument() {}

    /** Empty when the text is not a device of this id. */
    static Optional<HubIdentity> parse(DeviceId device, String text) {
        try {
            return parse(device, JSON.readTree(text), Secret.of(text));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The same of a member of a list. */
    static Optional<HubIdentity> parse(DeviceId device, JsonNode json, Secret text) {
        try {
            boolean known = json.path("deviceId").asString("").equals(device.value())
                    && json.path("etag").isString()
                    && json.path("authentication").isObject();
            if (!known) {
                return Optional.empty();
            }
            JsonNode authentication = json.path("authentication");
            JsonNode thumbprints = authentication.path("x509Thumbprint");
            return Optional.of(new HubIdentity(
                    device,
                    json.path("etag").stringValue(),
                    json.path("generationId").asString(""),
                    json.path("status").asString("").equals("enabled"),
                    authentication.path("type").asString(""),
                    new HubIdentity.Thumbprints(
                            SeenIdentity.hex(thumbprints.path("primaryThumbprint")),
                            SeenIdentity.hex(thumbprints.path("secondaryThumbprint"))),
                    new HubIdentity.Keys(key(authentication, "primaryKey"), key(authentication, "secondaryKey")),
                    json.path("statusReason").asString(""),
                    text));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    static String statusReason(Secret document) {
        return JSON.readTree(document.reveal()).path("statusReason").asString("");
    }

    private static Secret key(JsonNode authentication, String name) {
        return Secret.of(authentication.path("symmetricKey").path(name).asString(""));
    }

    /** A new device that trusts one certificate, in both slots (azure-iot-hub 2: upper-case SHA-256). */
    static Secret create(DeviceId device, Fingerprint fingerprint, Optional<IdentityMark> mark) {
        return create(device, authentication(both(fingerprint)), mark);
    }

    /** A new device that trusts these keys. */
    static Secret create(DeviceId device, HubIdentity.Keys keys, Optional<IdentityMark> mark) {
        return create(device, authentication(keys), mark);
    }

    /** The device as it was read, with other keys. */
    static Secret with(HubIdentity identity, HubIdentity.Keys keys) {
        ObjectNode json = (ObjectNode) JSON.readTree(identity.document().reveal());
        json.remove(READ_ONLY);
        json.set("authentication", authentication(keys));
        return Secret.of(json.toString());
    }

    /** The keys as they are sent; the result is a secret. */
    static ObjectNode authentication(HubIdentity.Keys keys) {
        ObjectNode authentication = JSON.createObjectNode();
        authentication.put("type", HubIdentity.SAS);
        authentication
                .putObject("symmetricKey")
                .put("primaryKey", keys.primary().reveal())
                .put("secondaryKey", keys.secondary().reveal());
        return authentication;
    }

    /** A new device whose certificates a registered authority signs (azure-iot-hub 2). */
    static Secret createByAuthority(DeviceId device, Optional<IdentityMark> mark) {
        return create(device, byAuthority(), mark);
    }

    static ObjectNode byAuthority() {
        return JSON.createObjectNode().put("type", HubIdentity.BY_AUTHORITY);
    }

    private static Secret create(DeviceId device, ObjectNode authentication, Optional<IdentityMark> mark) {
        ObjectNode json = JSON.createObjectNode();
        json.put("deviceId", device.value());
        json.put("status", "enabled");
        mark.ifPresent(whose -> json.put("statusReason", whose.text()));
        json.set("authentication", authentication);
        json.putObject("capabilities").put("iotEdge", false);
        return Secret.of(json.toString());
    }

    /** The device as it was read, with other thumbprints. */
    static Secret with(HubIdentity identity, HubIdentity.Thumbprints thumbprints) {
        return with(identity, authentication(thumbprints));
    }

    /** The device as it was read, with another authentication. */
    static Secret with(HubIdentity identity, ObjectNode authentication) {
        ObjectNode json = (ObjectNode) JSON.readTree(identity.document().reveal());
        json.remove(READ_ONLY);
        json.set("authentication", authentication);
        return Secret.of(json.toString());
    }

    /** The same device with another status and its reason. */
    static Secret as(Secret document, boolean enabled, String reason) {
        ObjectNode json = (ObjectNode) JSON.readTree(document.reveal());
        return Secret.of(json.put("status", enabled ? "enabled" : "disabled")
                .put("statusReason", reason)
                .toString());
    }

    /** The device as it was read, without what the hub sets itself. */
    static Secret writable(HubIdentity identity) {
        ObjectNode json = (ObjectNode) JSON.readTree(identity.document().reveal());
        json.remove(READ_ONLY);
        return Secret.of(json.toString());
    }

    static HubIdentity.Thumbprints both(Fingerprint fingerprint) {
        return new HubIdentity.Thumbprints(fingerprint.hex(), fingerprint.hex());
    }

    static ObjectNode authentication(HubIdentity.Thumbprints thumbprints) {
        ObjectNode authentication = JSON.createObjectNode();
        authentication.put("type", HubIdentity.SELF_SIGNED);
        ObjectNode x509 = authentication.putObject("x509Thumbprint");
        x509.put("primaryThumbprint", thumbprints.primary());
        x509.put("secondaryThumbprint", thumbprints.secondary());
        return authentication;
    }
}
