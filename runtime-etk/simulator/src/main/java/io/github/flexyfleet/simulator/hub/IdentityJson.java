package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.net.Json;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Identities as JSON, in the form of the REST calls (azure-iot-hub 4). */
final class IdentityJson {
    private IdentityJson() {}

    /**
     * Reads what a client asks for.
     *
     * @param id the device of the request
     * @param body the body of a PUT or a member of a bulk list
     * @throws HubRefusal 400004 when it cannot be used
     */
    static DeviceSettings settings(String id, JsonNode body) throws HubRefusal {
        // In whatever case: Microsoft's own Java SDK writes ENABLED.
        String status = text(body, "status").toLowerCase(Locale.ROOT);
        if (!status.isEmpty() && !status.equals("enabled") && !status.equals("disabled")) {
            throw new HubRefusal(HubError.ARGUMENT_INVALID, "status is enabled or disabled");
        }
        try {
            return new DeviceSettings(
                    id,
                    !status.equals("disabled"),
                    text(body, "statusReason"),
                    authentication(body.path("authentication")));
        } catch (IllegalArgumentException e) {
            throw new HubRefusal(HubError.ARGUMENT_INVALID, e.getMessage());
        }
    }

    static ObjectNode write(DeviceIdentity identity) {
        DeviceSettings settings = identity.settings();
        ObjectNode json = Json.object();
        json.put("deviceId", settings.deviceId())
                .put("generationId", identity.generationId())
                .put("etag", identity.etag())
                .put("status", settings.enabled() ? "enabled" : "disabled")
                .put("statusReason", settings.statusReason())
                .put("statusUpdatedTime", identity.statusUpdated().toString());
        ObjectNode authentication = json.putObject("authentication");
        authentication.put("type", settings.authentication().type());
        if (settings.authentication() instanceof DeviceAuthentication.SelfSigned x509) {
            authentication
                    .putObject("x509Thumbprint")
                    .put("primaryThumbprint", x509.primary())
                    .put("secondaryThumbprint", x509.secondary());
        }
        if (settings.authentication() instanceof DeviceAuthentication.Sas keys) {
            authentication
                    .putObject("symmetricKey")
                    .put("primaryKey", keys.primary())
                    .put("secondaryKey", keys.secondary());
        }
        json.putObject("capabilities").put("iotEdge", false);
        return json;
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws HubRefusal when it is something else
     */
    static DeviceIdentity read(JsonNode json) throws HubRefusal {
        return new DeviceIdentity(
                settings(text(json, "deviceId"), json),
                text(json, "generationId"),
                text(json, "etag"),
                Instant.parse(text(json, "statusUpdatedTime")));
    }

    /** Text of a member; empty when it is missing, null or no text. */
    static String text(JsonNode json, String name) {
        return json.path(name).stringValue("");
    }

    private static DeviceAuthentication authentication(JsonNode json) throws HubRefusal {
        JsonNode thumbprints = json.path("x509Thumbprint");
        return switch (text(json, "type")) {
            case "selfSigned" ->
                new DeviceAuthentication.SelfSigned(
                        text(thumbprints, "primaryThumbprint"), text(thumbprints, "secondaryThumbprint"));
            case "sas" ->
                new DeviceAuthentication.Sas(
                        text(json.path("symmetricKey"), "primaryKey"), text(json.path("symmetricKey"), "secondaryKey"));
            case "certificateAuthority" -> new DeviceAuthentication.CertificateAuthority();
            case "none" -> new DeviceAuthentication.None();
            default ->
                throw new HubRefusal(
                        HubError.ARGUMENT_INVALID, "this hub takes selfSigned, sas, certificateAuthority and none");
        };
    }
}
