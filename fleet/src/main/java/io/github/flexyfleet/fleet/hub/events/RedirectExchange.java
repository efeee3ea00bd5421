package io.github.flexyfleet.fleet.hub.events;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.Collector;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.Transport;

/**
 * The client's side of one short AMQP conversation: it asks for a link and learns how that was refused. It knows no
 * network: bytes are put in and taken out. For one thread at a time.
 */
final class RedirectExchange {
    /** Named by the specification of AMQP (2.8.18): go there instead. */
    private static final String REDIRECT = "amqp:link:redirect";

    private final Connection connection = Proton.connection();
    private final Transport transport = Proton.transport();
    private final Collector collector = Proton.collector();
    private final CompletableFuture<Answer> answer;
    private final Sasl sasl;

    /** How the link was answered. */
    sealed interface Answer {
        /**
         * It is elsewhere.
         *
         * @param host host name
         * @param address address there
         */
        record Redirected(String host, String address) implements Answer {}

        /** The login was refused. */
        record LoginRefused() implements Answer {}

        /**
         * Something else.
         *
         * @param condition the hub's word for it
         */
        record Other(String condition) implements Answer {}
    }

    /**
     * Begins a conversation.
     *
     * @param host name of the server
     * @param user for SASL PLAIN
     * @param password for SASL PLAIN
     * @param source address that is asked for
     * @param answer is completed with the answer
     */
    RedirectExchange(String host, String user, String password, String source, CompletableFuture<Answer> answer) {
        this.answer = answer;
        sasl = transport.sasl();
        sasl.client();
        sasl.plain(user, password);
        connection.setContainer("flexyfleet");
        connection.setHostname(host);
        connection.collect(collector);
        transport.bind(connection);
        connection.open();
        Session session = connection.session();
        session.open();
        Receiver link = session.receiver("flexyfleet-redirect");
        Source from = new Source();
        from.setAddress(source);
        link.setSource(from);
        link.setTarget(new Target());
        link.open();
    }

    /** Takes what the server sent. */
    void receive(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            int capacity = transport.capacity();
            if (capacity <= 0) {
                break;
            }
            int length = Math.min(capacity, bytes.length - at);
            transport.tail().put(bytes, at, length);
            transport.process();
            at += length;
        }
        if (sasl.getOutcome() == Sasl.PN_SASL_AUTH) {
            answer.complete(new Answer.LoginRefused());
        }
        for (Event event = collector.peek(); event != null; event = collector.peek()) {
            handle(event);
            collector.pop();
        }
    }

    /** Hands on what is to be sent, piece by piece. */
    void send(Consumer<byte[]> out) {
        for (int pending = transport.pending(); pending > 0; pending = transport.pending()) {
            byte[] bytes = new byte[pending];
            transport.head().get(bytes);
            transport.pop(pending);
            out.accept(bytes);
        }
    }

    private void handle(Event event) {
        Event.Type type = event.getType();
        if (type == Event.Type.LINK_REMOTE_CLOSE || type == Event.Type.LINK_REMOTE_DETACH) {
            answer.complete(read(event.getLink().getRemoteCondition()));
        } else if (type == Event.Type.CONNECTION_REMOTE_CLOSE) {
            answer.complete(read(connection.getRemoteCondition()));
        }
    }

    private static Answer read(ErrorCondition condition) {
        String name = condition == null || condition.getCondition() == null
                ? ""
                : condition.getCondition().toString();
        if (!name.equals(REDIRECT) || condition.getInfo() == null) {
            return new Answer.Other(name);
        }
        Optional<String> host =
                text(condition.getInfo(), "hostname").or(() -> text(condition.getInfo(), "network-host"));
        Optional<String> address = text(condition.getInfo(), "address");
        return host.isPresent() && address.isPresent()
                ? new Answer.Redirected(host.get(), address.get())
                : new Answer.Other(name);
    }

    /** Keys are symbols, or texts in some servers. */
    private static Optional<String> text(Map<?, ?> info, String key) {
        return info.entrySet().stream()
                .filter(entry -> String.valueOf(entry.getKey()).equals(key) && entry.getValue() != null)
                .map(entry -> entry.getValue().toString())
                .findFirst();
    }
}
