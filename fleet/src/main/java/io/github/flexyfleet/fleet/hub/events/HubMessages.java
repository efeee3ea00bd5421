package io.github.flexyfleet.fleet.hub.events;

import com.azure.core.amqp.models.AmqpMessageProperties;
import com.azure.messaging.eventhubs.EventData;
import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Events of the built-in endpoint as messages of devices (azure-iot-hub 5). */
final class HubMessages {
    private static final String DEVICE = "iothub-connection-device-id";
    private static final String SOURCE = "iothub-message-source";
    private static final String TELEMETRY = "Telemetry";

    private HubMessages() {}

    /** A message; empty for what no device sent, such as a change of a twin, and for a device with another kind of id. */
    static Optional<DeviceMessage> of(EventData event) {
        Optional<String> device = text(event.getSystemProperties().get(DEVICE)).filter(DeviceId::isValid);
        String source = text(event.getSystemProperties().get(SOURCE)).orElse(TELEMETRY);
        if (device.isEmpty() || !source.equals(TELEMETRY) || event.getEnqueuedTime() == null) {
            return Optional.empty();
        }
        Map<String, String> properties = new HashMap<>();
        event.getProperties().forEach((name, value) -> text(value).ifPresent(text -> properties.put(name, text)));
        return Optional.of(new DeviceMessage(
                new DeviceId(device.get()), event.getEnqueuedTime(), properties, event.getBodyAsString(), form(event)));
    }

    private static DeviceMessage.BodyForm form(EventData event) {
        AmqpMessageProperties said = event.getRawAmqpMessage().getProperties();
        return new DeviceMessage.BodyForm(
                Objects.requireNonNullElse(said.getContentType(), ""),
                Objects.requireNonNullElse(said.getContentEncoding(), ""));
    }

    /** The id comes as bytes in some clients. */
    private static Optional<String> text(Object value) {
        return value instanceof byte[] bytes
                ? Optional.of(new String(bytes, StandardCharsets.UTF_8))
                : Optional.ofNullable(value).map(Object::toString);
    }
}
