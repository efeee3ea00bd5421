package io.github.flexyfleet.fleet.compile;

import io.github.flexyfleet.fleet.certificate.DeviceCertificate;
import io.github.flexyfleet.fleet.certificate.DeviceCredential;
import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.Deadband;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FlexyGroup;
import io.github.flexyfleet.fleet.model.HubAccess;
import io.github.flexyfleet.fleet.model.Spool;
import io.github.flexyfleet.fleet.model.TagGroup;
import io.github.flexyfleet.fleet.model.Writable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code device.json}: ASCII, no spaces, keys in the order of device.schema.json, LF at the end. */
final class DeviceJson {
    private static final int VERSION = 1;
    /** MQTT over TLS (azure-iot-hub 1). */
    private static final int PORT = 8883;

    private static final int HTTPS_PORT = 443;
    /** The Flexy's own default; the hub takes up to 1177 s (flexy-etk 1.2, azure-iot-hub 1). */
    private static final int KEEP_ALIVE_SECONDS = 60;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private DeviceJson() {}

    static byte[] of(Fleet fleet, Device device, DeviceCredential credential) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("version", VERSION);
        json.put("fleet", fleet.name());
        json.put("site", device.siteName());
        json.put("device", device.id().value());
        addHub(json.putObject("hub"), fleet, device, credential);
        if (credential instanceof DeviceCertificate certificate) {
            Instant notAfter = certificate.certificate().getNotAfter().toInstant();
            ObjectNode shown = json.putObject("certificate")
                    .put("fingerprint", certificate.fingerprint().hex())
                    .put("notAfter", notAfter.toString());
            if (device.certificate().trust() == CertificateSettings.Trust.AUTHORITY) {
                // The runtime does the same either way; but a change of it shall be tried and proven like any other.
                shown.put("trust", device.certificate().trust().word());
            }
        }
        json.put("heartbeatSeconds", device.heartbeat().toSeconds());
        if (!device.spool().equals(Spool.BUILT_IN)) {
            // Not there when it says nothing new, so that older files keep their digest.
            json.putObject("spool")
                    .put("bytes", device.spool().size().bytes())
                    .put("ageSeconds", device.spool().age().toSeconds())
                    .put("writeSeconds", device.spool().write().toSeconds())
                    .put("stopWhenFull", device.spool().stops());
        }
        ArrayNode groups = json.putArray("groups");
        device.tagGroups().forEach(group -> add(groups, group));
        addWritable(json, device);
        return (MAPPER.writeValueAsString(json) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** What differs from MQTT with a certificate stands at the end, so that older files keep their digest. */
    private static void addHub(ObjectNode json, Fleet fleet, Device device, DeviceCredential credential) {
        boolean https = device.hubAccess().transport() == HubAccess.Transport.HTTPS;
        json.put("host", fleet.hub().host())
                .put("port", https ? HTTPS_PORT : PORT)
                .put("twin", fleet.hub().tier().twins())
                .put("keepAliveSeconds", KEEP_ALIVE_SECONDS);
        if (https) {
            json.put("transport", device.hubAccess().transport().word());
        }
        if (credential.isKey()) {
            json.put("auth", "sas");
        }
        fleet.hub()
                .provisioning()
                .ifPresent(dps -> json.putObject("provisioning")
                        .put("idScope", dps.idScope())
                        .put("host", dps.host())
                        .put("port", PORT));
    }

    /** Only where something is writable, so that older files keep their digest. */
    private static void addWritable(ObjectNode json, Device device) {
        if (device.writable().isEmpty()) {
            return;
        }
        ArrayNode list = json.putArray("writable");
        for (Writable rule : device.writable()) {
            ObjectNode one = list.addObject().put("name", rule.pattern());
            rule.min().ifPresent(min -> one.put("min", min));
            rule.max().ifPresent(max -> one.put("max", max));
        }
    }

    private static void add(ArrayNode groups, TagGroup group) {
        ObjectNode json = groups.addObject()
                .put("name", group.name())
                .put(
                        "flexyGroups",
                        group.groups().stream().map(FlexyGroup::name).collect(Collectors.joining()))
                .put("onChangeSeconds", seconds(group.onChange()))
                .put("fullSeconds", seconds(group.full()))
                .put("format", group.format().word());
        addUsed(json, group);
    }

    /** What a group need not have stands there only when it is used, so that older files keep their digest. */
    private static void addUsed(ObjectNode json, TagGroup group) {
        if (!group.tags().names().isEmpty()) {
            ArrayNode names = json.putArray("names");
            group.tags().names().forEach(names::add);
        }
        if (!group.tags().types().isEmpty()) {
            ArrayNode types = json.putArray("types");
            group.tags().types().forEach(type -> types.add(type.word()));
        }
        group.push()
                .deadband()
                .ifPresent(deadband -> json.putObject("deadband")
                        .put(deadband instanceof Deadband.Absolute ? "absolute" : "percent", deadband.size()));
        group.push().minInterval().ifPresent(interval -> json.put("minIntervalSeconds", interval.toSeconds()));
        if (group.push().history()) {
            json.put("history", true);
        }
        if (!group.payload().properties().isEmpty()) {
            ObjectNode properties = json.putObject("properties");
            group.payload().properties().forEach(properties::put);
        }
    }

    /** Zero is off. */
    private static long seconds(Optional<Duration> period) {
        return period.map(Duration::toSeconds).orElse(0L);
    }
}
