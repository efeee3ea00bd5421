package io.github.flexyfleet.simulator.hub;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.message.Message;

/** Events as AMQP messages of the built-in endpoint (azure-iot-hub 5). */
final class EventMessages {
    /** System properties that are AMQP properties and no annotations. */
    private static final Set<String> STANDARD =
            Set.of("content-type", "content-encoding", "message-id", "correlation-id", "user-id", "to");

    private static final Set<String> TIMES = Set.of("iothub-enqueuedtime", "iothub-creation-time-utc");

    private EventMessages() {}

    static Message of(HubEvent event, long number) {
        Message message = Proton.message();
        Map<Symbol, Object> annotations = new HashMap<>();
        event.systemProperties().forEach((name, value) -> {
            if (!STANDARD.contains(name)) {
                annotations.put(Symbol.valueOf(name), TIMES.contains(name) ? time(value) : value);
            }
        });
        annotations.put(Symbol.valueOf("x-opt-sequence-number"), number);
        annotations.put(Symbol.valueOf("x-opt-offset"), Long.toString(number));
        annotations.put(Symbol.valueOf("x-opt-enqueued-time"), Date.from(event.enqueued()));
        message.setMessageAnnotations(new MessageAnnotations(annotations));
        Map<String, String> system = event.systemProperties();
        message.setContentType(system.get("content-type"));
        message.setContentEncoding(system.get("content-encoding"));
        message.setMessageId(system.get("message-id"));
        message.setCorrelationId(system.get("correlation-id"));
        message.setAddress(system.get("to"));
        message.setApplicationProperties(new ApplicationProperties(new LinkedHashMap<>(event.properties())));
        message.setBody(new Data(new Binary(event.body())));
        return message;
    }

    /** About how many bytes it takes. */
    static int size(HubEvent event) {
        int size = event.body().length;
        for (Map<String, String> part : java.util.List.of(event.systemProperties(), event.properties())) {
            for (Map.Entry<String, String> entry : part.entrySet()) {
                size += 16 + 3 * (entry.getKey().length() + entry.getValue().length());
            }
        }
        return size + StandardCharsets.UTF_8.name().length();
    }

    private static Object time(String text) {
        try {
            return Date.from(Instant.parse(text));
        } catch (java.time.DateTimeException e) {
            // A device may write what it likes as creation time.
            return text;
        }
    }
}
