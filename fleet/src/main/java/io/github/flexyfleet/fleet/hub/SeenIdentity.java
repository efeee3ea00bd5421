package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An identity as a list or a query shows it, which may be minutes old (azure-iot-hub 4). It holds no key.
 *
 * @param device its id
 * @param etag state of the identity; empty when the list did not say it
 * @param enabled whether the hub lets it connect
 * @param reason its status reason
 * @param authentication how the hub knows it, see {@link HubIdentity#authentication}
 * @param thumbprints the certificates that it trusts
 * @param twin of a hub that has twins
 */
public record SeenIdentity(
        DeviceId device,
        String etag,
        boolean enabled,
        String reason,
        String authentication,
        HubIdentity.Thumbprints thumbprints,
        Optional<Twin> twin) {
    /**
     * What of a twin matters here.
     *
     * @param etag state of the twin
     * @param tags what it says of the fleet
     */
    public record Twin(String etag, Optional<FleetTags> tags) {}

    /** This tool's mark. */
    public Optional<IdentityMark> mark() {
        return IdentityMark.parse(reason);
    }

    /** Whether the hub takes whatever certificate a registered authority signed for the device. */
    public boolean isByAuthority() {
        return authentication.equals(HubIdentity.BY_AUTHORITY);
    }

    /** Whether the hub knows the device by thumbprints. */
    public boolean isSelfSigned() {
        return authentication.equals(HubIdentity.SELF_SIGNED);
    }

    /** Whether the hub takes this certificate for the device's. */
    public boolean trusts(Fingerprint fingerprint) {
        return isSelfSigned()
                && (thumbprints.primary().equals(fingerprint.hex())
                        || thumbprints.secondary().equals(fingerprint.hex()));
    }

    /** Whether the hub takes this certificate for the device's and no other. */
    public boolean trustsOnly(Fingerprint fingerprint) {
        return trusts(fingerprint) && !thumbprints.hasTwo();
    }

    /** The same of an identity that was read by itself; its twin is not known. */
    public static SeenIdentity of(HubIdentity identity) {
        return new SeenIdentity(
                identity.device(),
                identity.etag(),
                identity.enabled(),
                identity.statusReason(),
                identity.authentication(),
                identity.thumbprints(),
                Optional.empty());
    }

    /** Reads a twin of a query's answer, or a device of a list; empty when it is no device with an id of ours. */
    static Optional<SeenIdentity> of(JsonNode node) {
        String id = node.path("deviceId").asString("");
        if (!DeviceId.isValid(id)) {
            return Optional.empty();
        }
        boolean twin = node.has("deviceEtag");
        JsonNode thumbprints =
                twin ? node.path("x509Thumbprint") : node.path("authentication").path("x509Thumbprint");
        return Optional.of(new SeenIdentity(
                new DeviceId(id),
                node.path(twin ? "deviceEtag" : "etag").asString(""),
                node.path("status").asString("").equals("enabled"),
                node.path("statusReason").asString(""),
                twin
                        ? node.path("authenticationType").asString("")
                        : node.path("authentication").path("type").asString(""),
                new HubIdentity.Thumbprints(
                        hex(thumbprints.path("primaryThumbprint")), hex(thumbprints.path("secondaryThumbprint"))),
                twin ? Optional.of(new Twin(node.path("etag").asString(""), FleetTags.of(node))) : Optional.empty()));
    }

    /** Whether a line of a hub's export is a device with an id that this tool gives none: somebody else's. */
    public static boolean isOthersExport(String line) {
        try {
            JsonNode node = JsonMapper.shared().readTree(line);
            return node.path("id").isString()
                    && node.path("status").isString()
                    && !DeviceId.isValid(node.path("id").stringValue());
        } catch (JacksonException e) {
            return false;
        }
    }

    /** Reads a line of a hub's export; empty when it is none, or a device with an id that this tool gives none. */
    public static Optional<SeenIdentity> ofExport(String line) {
        try {
            JsonNode node = JsonMapper.shared().readTree(line);
            JsonNode authentication = node.path("authentication");
            JsonNode thumbprints = authentication.path("x509Thumbprint");
            if (!DeviceId.isValid(node.path("id").asString(""))
                    || !node.path("status").isString()
                    || !authentication.isObject()) {
                return Optional.empty();
            }
            HubIdentity.Thumbprints both = new HubIdentity.Thumbprints(
                    hex(thumbprints.path("primaryThumbprint")), hex(thumbprints.path("secondaryThumbprint")));
            // Old exports leave the type out.
            String told = authentication.path("type").asString("");
            String type = !told.isEmpty()
                    ? told
                    : both.primary().isEmpty() && both.secondary().isEmpty()
                            ? HubIdentity.SAS
                            : HubIdentity.SELF_SIGNED;
            Optional<Twin> twin = node.has("twinETag")
                    ? Optional.of(new Twin(node.path("twinETag").asString(""), FleetTags.of(node)))
                    : Optional.empty();
            return Optional.of(new SeenIdentity(
                    new DeviceId(node.path("id").stringValue()),
                    node.path("eTag").asString(""),
                    node.path("status").stringValue().equals("enabled"),
                    node.path("statusReason").asString(""),
                    type,
                    both,
                    twin));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    static String hex(JsonNode node) {
        return node.asString("").replaceAll("[^0-9A-Fa-f]", "").toUpperCase(Locale.ROOT);
    }
}
