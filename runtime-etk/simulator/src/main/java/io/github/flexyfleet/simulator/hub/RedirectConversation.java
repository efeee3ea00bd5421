package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.amqp.AmqpConnection;
import io.github.flexyfleet.simulator.amqp.AmqpContainer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.message.Message;

/**
 * One AMQP connection to the hub itself. It has nothing to read; whoever asks for {@code messages/events} is told where
 * the built-in endpoint is (azure-iot-hub 5).
 */
final class RedirectConversation implements AmqpContainer {
    private static final String EVENTS = "messages/events";

    private final String host;
    private final SasVerifier tokens;
    private final EventHubOffer events;
    private AmqpConnection connection;

    RedirectConversation(String host, SasVerifier tokens, EventHubOffer events) {
        this.host = host;
        this.tokens = tokens;
        this.events = events;
    }

    @Override
    public void start(AmqpConnection started) {
        connection = started;
    }

    /** {@code policy@sas.root.hub} with a token for {@code host/messages/events}. */
    @Override
    public boolean admits(Optional<Login> login) {
        String user = events.policy() + "@sas.root." + host.split("\\.", 2)[0];
        return login.filter(found -> found.user().equalsIgnoreCase(user) && isGood(found.password()))
                .isPresent();
    }

    private boolean isGood(String token) {
        try {
            tokens.checkText(token, host + "/" + EVENTS);
            return true;
        } catch (HubRefusal e) {
            return false;
        }
    }

    @Override
    public void attached(Sender link) {
        answer(link, link.getRemoteSource() instanceof Source source ? source.getAddress() : "");
    }

    @Override
    public void attached(Receiver link) {
        answer(link, link.getRemoteTarget() instanceof Target target ? target.getAddress() : "");
    }

    private void answer(Link link, String address) {
        String asked = String.valueOf(address).toLowerCase(Locale.ROOT);
        int at = asked.indexOf(EVENTS);
        if (at < 0) {
            connection.refuse(link, "amqp:not-found", "Nothing is to be had at " + address, Map.of());
            return;
        }
        String rest = String.valueOf(address).substring(at + EVENTS.length());
        Map<Symbol, Object> info = new HashMap<>();
        info.put(Symbol.valueOf("hostname"), events.namespace());
        info.put(Symbol.valueOf("network-host"), events.namespace());
        info.put(Symbol.valueOf("port"), 5671);
        info.put(Symbol.valueOf("address"), "amqps://" + events.namespace() + ":5671/" + events.entity() + rest);
        connection.refuse(link, "amqp:link:redirect", "The built-in endpoint is elsewhere", info);
    }

    @Override
    public void received(Receiver link, Message message) {
        throw new IllegalStateException("no link is ever open here");
    }

    @Override
    public void credited(Sender link) {
        // No link is ever open here.
    }

    @Override
    public void detached(Sender link) {
        // No link is ever open here.
    }

    @Override
    public void ended() {
        // Nothing is kept.
    }
}
