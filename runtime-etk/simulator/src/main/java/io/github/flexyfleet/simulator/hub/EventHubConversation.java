package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.amqp.AmqpConnection;
import io.github.flexyfleet.simulator.amqp.AmqpContainer;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.message.Message;

/**
 * One connection to the built-in endpoint: tokens to {@code $cbs}, questions to {@code $management}, events from
 * partitions. Whoever has not put a token may read nothing.
 */
final class EventHubConversation implements AmqpContainer {
    private static final String TOKENS = "$cbs";
    private static final String MANAGEMENT = "$management";
    private static final String NOT_FOUND = "amqp:not-found";
    private static final int BATCH = 100;

    private final EventHubOffer hub;
    private final List<Reader> readers = new ArrayList<>();
    private final List<Sender> replies = new ArrayList<>();
    private final Runnable onEvent = this::newEvents;
    private AmqpConnection connection;
    private boolean authorized;

    EventHubConversation(EventHubOffer hub) {
        this.hub = hub;
    }

    /** A link that reads a partition. */
    private static final class Reader {
        private final Sender link;
        private final String group;
        private final int partition;
        private long next;

        Reader(Sender link, String group, int partition, long next) {
            this.link = link;
            this.group = group;
            this.partition = partition;
            this.next = next;
        }
    }

    @Override
    public void start(AmqpConnection started) {
        connection = started;
        hub.log().onAppend(onEvent);
    }

    /** Everybody: it is the token that counts. */
    @Override
    public boolean admits(Optional<Login> login) {
        return login.isEmpty();
    }

    @Override
    public void attached(Receiver link) {
        String address = link.getRemoteTarget() instanceof Target target ? String.valueOf(target.getAddress()) : "";
        if (address.equals(TOKENS) || address.endsWith(MANAGEMENT)) {
            connection.accept(link);
        } else {
            refuse(link, NOT_FOUND, "The messaging entity " + address + " takes no messages");
        }
    }

    @Override
    public void attached(Sender link) {
        Source source = link.getRemoteSource() instanceof Source found ? found : new Source();
        String address = String.valueOf(source.getAddress());
        if (address.equals(TOKENS) || address.endsWith(MANAGEMENT)) {
            replies.add(link);
            connection.accept(link);
            return;
        }
        Optional<EventAddress> place = EventAddress.parse(address)
                .filter(found -> found.entity().equalsIgnoreCase(hub.entity())
                        && hub.groups().contains(found.group())
                        && hub.partitions().has(found.partition()));
        Optional<EventSelector> selector = EventSelector.of(source);
        if (!authorized) {
            refuse(link, "amqp:unauthorized-access", "Unauthorized access. 'Listen' claim(s) are required");
        } else if (place.isEmpty()) {
            refuse(link, NOT_FOUND, "The messaging entity '" + address + "' could not be found");
        } else if (selector.isEmpty()) {
            refuse(link, "amqp:invalid-field", "The filter of the link is not understood");
        } else {
            read(link, place.get(), selector.get());
        }
    }

    private void read(Sender link, EventAddress place, EventSelector from) {
        int partition = Integer.parseInt(place.partition());
        if (!hub.readers().take(place.group(), partition)) {
            refuse(
                    link,
                    "amqp:resource-limit-exceeded",
                    "Exceeded the maximum number of allowed receivers per partition in a consumer group which is 5");
            return;
        }
        connection.accept(link);
        readers.add(new Reader(link, place.group(), partition, from.start(hub.partitions(), partition)));
    }

    private void refuse(Link link, String condition, String words) {
        connection.refuse(link, condition, words, Map.of());
    }

    @Override
    public void received(Receiver link, Message message) {
        String address = link.getTarget() instanceof Target target ? String.valueOf(target.getAddress()) : "";
        if (address.equals(TOKENS)) {
            putToken(message);
        } else {
            read(message);
        }
    }

    private void putToken(Message message) {
        boolean good = message.getBody() instanceof AmqpValue value && isGood(value.getValue());
        authorized |= good;
        reply(message, good ? 202 : 401, good ? "Accepted" : "InvalidSignature: The token is not valid", Map.of());
    }

    private boolean isGood(Object token) {
        return token instanceof String text
                && SharedAccessToken.parse(text).filter(hub::admits).isPresent();
    }

    private void read(Message message) {
        Map<String, Object> asked = message.getApplicationProperties() == null
                ? Map.of()
                : message.getApplicationProperties().getValue();
        // The official client puts no token for its questions, but sends it with each.
        if (!authorized && !isGood(asked.get("security_token"))) {
            reply(message, 401, "Unauthorized access", Map.of());
        } else if (!hub.entity().equalsIgnoreCase(String.valueOf(asked.get("name")))) {
            reply(message, 404, "The messaging entity could not be found", Map.of());
        } else if ("com.microsoft:eventhub".equals(asked.get("type"))) {
            reply(message, 200, "OK", entity());
        } else if ("com.microsoft:partition".equals(asked.get("type"))
                && hub.partitions().has(String.valueOf(asked.get("partition")))) {
            reply(message, 200, "OK", partition(String.valueOf(asked.get("partition"))));
        } else {
            reply(message, 400, "The request is not understood", Map.of());
        }
    }

    private Map<String, Object> entity() {
        List<String> ids = hub.partitions().ids();
        return Map.of(
                "name", hub.entity(),
                "type", "com.microsoft:eventhub",
                "created_at", Date.from(hub.created()),
                "partition_count", ids.size(),
                "partition_ids", ids.toArray(String[]::new));
    }

    private Map<String, Object> partition(String id) {
        Partitions.Bounds bounds = hub.partitions().bounds(Integer.parseInt(id));
        return Map.of(
                "name", hub.entity(),
                "type", "com.microsoft:partition",
                "partition", id,
                "begin_sequence_number", 0L,
                "last_enqueued_sequence_number", bounds.lastNumber(),
                "last_enqueued_offset", Long.toString(bounds.lastNumber()),
                "last_enqueued_time_utc", Date.from(bounds.lastEnqueued()),
                "is_partition_empty", bounds.empty());
    }

    private void reply(Message question, int status, String words, Map<String, Object> body) {
        for (Sender link : replies) {
            if (link.getRemoteTarget() instanceof Target target
                    && question.getReplyTo() != null
                    && question.getReplyTo().equals(target.getAddress())) {
                Message answer = Proton.message();
                answer.setCorrelationId(question.getMessageId());
                Map<String, Object> properties = new HashMap<>();
                properties.put("status-code", status);
                properties.put("status-description", words);
                answer.setApplicationProperties(new ApplicationProperties(properties));
                answer.setBody(new AmqpValue(new HashMap<>(body)));
                connection.send(link, answer, 0);
                return;
            }
        }
    }

    private void newEvents() {
        connection.run(() -> readers.forEach(this::push));
    }

    @Override
    public void credited(Sender link) {
        readers.stream().filter(reader -> reader.link == link).forEach(this::push);
    }

    private void push(Reader reader) {
        while (reader.link.getLocalState() == EndpointState.ACTIVE && reader.link.getCredit() > 0) {
            List<HubEvent> events =
                    hub.partitions().from(reader.partition, reader.next, Math.min(BATCH, reader.link.getCredit()));
            if (events.isEmpty()) {
                break;
            }
            for (HubEvent event : events) {
                connection.send(reader.link, EventMessages.of(event, reader.next), EventMessages.size(event));
                reader.next++;
            }
        }
        if (reader.link.getDrain() && reader.link.getLocalState() == EndpointState.ACTIVE) {
            reader.link.drained();
        }
    }

    @Override
    public void detached(Sender link) {
        readers.stream().filter(reader -> reader.link == link).forEach(this::leave);
        readers.removeIf(reader -> reader.link == link);
        replies.remove(link);
    }

    private void leave(Reader reader) {
        hub.readers().leave(reader.group, reader.partition);
    }

    @Override
    public void ended() {
        hub.log().offAppend(onEvent);
        readers.forEach(this::leave);
        readers.clear();
    }
}
