package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.net.Json;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Takes messages into the event log, with the hub's stamps on them (azure-iot-hub 1 and 5). Thread-safe. */
final class Telemetry {
    private static final int LARGEST = 256 * 1024;

    /** What a message says of its body. */
    private static final Set<String> MARKS = Set.of("content-type", "content-encoding");

    private final EventLog events;
    private final InstantSource clock;

    private final HubFaults faults;
    private final HubConfiguration configuration;

    Telemetry(EventLog events, InstantSource clock, HubFaults faults, HubConfiguration configuration) {
        this.events = events;
        this.clock = clock;
        this.faults = faults;
        this.configuration = configuration;
    }

    /** Whether a message is small enough: body and properties together. */
    static boolean fits(PropertyBag bag, byte[] body) {
        return body.length + bag.size() <= LARGEST;
    }

    void take(DeviceIdentity device, PropertyBag bag, boolean retain, byte[] body) {
        store(device, bag, retain ? Map.of("mqtt-retain", "true") : Map.of(), body);
    }

    void takeWill(DeviceIdentity device, PropertyBag bag, byte[] body) {
        store(device, bag, Map.of("iothub-MessageType", "Will"), body);
    }

    /** What is over the quota of the day is acknowledged and gone: MQTT has no way to say it (azure-iot-hub 0). */
    private void store(DeviceIdentity device, PropertyBag bag, Map<String, String> added, byte[] body) {
        if (faults.messagesSpent() || faults.routedAway(device.deviceId()) || !configuration.reachesBuiltIn()) {
            return;
        }
        Map<String, String> system = new HashMap<>(bag.system());
        if (faults.unmarked(device.deviceId())) {
            system.keySet().removeAll(MARKS);
        }
        system.put("iothub-connection-device-id", device.deviceId());
        system.put("iothub-connection-auth-generation-id", device.generationId());
        system.put("iothub-connection-auth-method", method(device));
        system.put("iothub-enqueuedtime", clock.instant().toString());
        system.put("iothub-message-source", "Telemetry");
        Map<String, String> properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        properties.putAll(bag.application());
        properties.putAll(added);
        events.append(device.deviceId(), system, properties, body);
    }

    private static String method(DeviceIdentity device) {
        boolean keys = device.settings().authentication() instanceof DeviceAuthentication.Sas;
        return Json.object()
                .put("scope", "device")
                .put("type", keys ? "sas" : "x509")
                .put("issuer", keys ? "iothub" : "external")
                .toString();
    }
}
