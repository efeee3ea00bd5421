package io.github.flexyfleet.simulator.amqp;

import java.util.Optional;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.message.Message;

/** What stands behind one AMQP connection. All methods are called on the connection's event loop and must not block. */
public interface AmqpContainer {
    /**
     * A login by SASL PLAIN.
     *
     * @param user user name
     * @param password what was sent as password
     */
    record Login(String user, String password) {
        /** Names the user only. */
        @Override
        public String toString() {
            return user;
        }
    }

    /** Called once, before anything else. */
    void start(AmqpConnection connection);

    /** Whether a peer may come in; without a login it is SASL ANONYMOUS. */
    boolean admits(Optional<Login> login);

    /** A peer wants to read from {@code link.getRemoteSource()}: opens the link, or refuses it. */
    void attached(Sender link);

    /** A peer wants to write to {@code link.getRemoteTarget()}: opens the link, or refuses it. */
    void attached(Receiver link);

    /** A whole message came; it is accepted already. */
    void received(Receiver link, Message message);

    /** A peer gave credit on a link to read from. */
    void credited(Sender link);

    /** The peer ended a link. */
    void detached(Sender link);

    /** The connection is over. */
    void ended();
}
