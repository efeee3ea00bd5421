package io.github.flexyfleet.simulator.amqp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.Collector;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.SaslListener;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Transport;
import org.apache.qpid.proton.engine.TransportException;
import org.apache.qpid.proton.message.Message;

/**
 * The server's end of one AMQP 1.0 connection: bytes in and out are Netty's, frames and states are Proton-J's, and what
 * stands behind it is an {@link AmqpContainer}'s. Only {@link #run} may be called from any thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends the channel, which is seen there
public final class AmqpConnection extends SimpleChannelInboundHandler<ByteBuf> {
    private static final int CREDIT = 50;
    private static final int IDLE_MILLIS = 120_000;
    private static final long TICK_SECONDS = 10;
    private static final int SPARE = 16 * 1024;

    private final String host;
    private final AmqpContainer container;
    private final Connection connection = Proton.connection();
    private final Transport transport = Proton.transport();
    private final Collector collector = Proton.collector();
    private ChannelHandlerContext context;
    private long deliveries;
    private boolean refused;
    /** The client speaks first: the official one cannot read frames right behind the answer to its WebSocket request. */
    private boolean begun;

    /**
     * A connection that nobody uses yet.
     *
     * @param host name that the container has in the protocol
     */
    public AmqpConnection(String host, AmqpContainer container) {
        this.host = host;
        this.container = container;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        transport.setIdleTimeout(IDLE_MILLIS);
        Sasl sasl = transport.sasl();
        sasl.server();
        sasl.setMechanisms("ANONYMOUS", "PLAIN");
        sasl.setListener(new Door());
        connection.setContainer(host);
        connection.collect(collector);
        transport.bind(connection);
        container.start(this);
        added.executor().scheduleAtFixedRate(this::tick, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext channel, ByteBuf bytes) {
        begun = true;
        try {
            while (bytes.isReadable()) {
                int capacity = transport.capacity();
                if (capacity <= 0) {
                    break;
                }
                int length = Math.min(capacity, bytes.readableBytes());
                ByteBuffer tail = transport.tail();
                ByteBuffer part = tail.duplicate();
                part.limit(part.position() + length);
                bytes.readBytes(part);
                tail.position(tail.position() + length);
                transport.process();
                work();
            }
        } catch (TransportException e) {
            // What is not AMQP ends the connection.
            channel.close();
        }
    }

    /** Runs something on the connection's event loop and sends what comes of it. */
    public void run(Runnable task) {
        context.executor().execute(() -> {
            task.run();
            work();
        });
    }

    /** Opens a link as the peer asked for it. */
    public void accept(Link link) {
        link.setSource(link.getRemoteSource());
        link.setTarget(link.getRemoteTarget());
        link.setSenderSettleMode(link.getRemoteSenderSettleMode());
        link.setReceiverSettleMode(link.getRemoteReceiverSettleMode());
        link.open();
        if (link instanceof Receiver receiver) {
            receiver.flow(CREDIT);
        }
    }

    /** Refuses a link, or ends one that is open. */
    public void refuse(Link link, String condition, String description, Map<Symbol, Object> info) {
        ErrorCondition error = new ErrorCondition(Symbol.valueOf(condition), description);
        if (!info.isEmpty()) {
            error.setInfo(info);
        }
        if (link.getLocalState() == EndpointState.UNINITIALIZED) {
            link.open();
        }
        link.setCondition(error);
        link.close();
    }

    /**
     * Sends a message on a link that has credit.
     *
     * @param size about how many bytes it has; more is tolerated by {@value #SPARE}
     */
    public void send(Sender link, Message message, int size) {
        byte[] bytes = new byte[size + SPARE];
        int length = message.encode(bytes, 0, bytes.length);
        deliveries++;
        link.delivery(Long.toString(deliveries).getBytes(StandardCharsets.US_ASCII));
        link.send(bytes, 0, length);
        link.advance();
    }

    private void work() {
        for (Event event = collector.peek(); event != null; event = collector.peek()) {
            handle(event);
            collector.pop();
        }
        flush();
    }

    private void handle(Event event) {
        switch (event.getType()) {
            case CONNECTION_REMOTE_OPEN -> connection.open();
            case CONNECTION_REMOTE_CLOSE -> connection.close();
            case SESSION_REMOTE_OPEN -> event.getSession().open();
            case SESSION_REMOTE_CLOSE -> {
                event.getSession().close();
                event.getSession().free();
            }
            case LINK_REMOTE_OPEN -> opened(event.getLink());
            case LINK_REMOTE_CLOSE, LINK_REMOTE_DETACH -> closed(event.getLink());
            case LINK_FLOW -> {
                if (event.getLink() instanceof Sender sender && sender.getLocalState() == EndpointState.ACTIVE) {
                    container.credited(sender);
                }
            }
            case DELIVERY -> delivered(event.getDelivery());
            default -> {
                // The rest tells of our own doing, or of the transport, which the channel tells as well.
            }
        }
    }

    private void opened(Link link) {
        if (link.getLocalState() != EndpointState.UNINITIALIZED) {
            return;
        }
        if (link instanceof Sender sender) {
            container.attached(sender);
        } else if (link instanceof Receiver receiver) {
            container.attached(receiver);
        }
    }

    private void closed(Link link) {
        if (link instanceof Sender sender) {
            container.detached(sender);
        }
        link.close();
        link.free();
    }

    private void delivered(Delivery delivery) {
        if (delivery.getLink() instanceof Receiver receiver) {
            if (delivery.isReadable() && !delivery.isPartial()) {
                byte[] bytes = new byte[delivery.pending()];
                receiver.recv(bytes, 0, bytes.length);
                receiver.advance();
                delivery.disposition(Accepted.getInstance());
                delivery.settle();
                receiver.flow(1);
                Message message = Proton.message();
                message.decode(bytes, 0, bytes.length);
                container.received(receiver, message);
            }
        } else if (delivery.isUpdated()) {
            delivery.settle();
        }
    }

    private void tick() {
        if (begun && context.channel().isActive()) {
            transport.tick(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
            work();
        }
    }

    private void flush() {
        if (!begun) {
            return;
        }
        while (transport.pending() > 0) {
            // Asking for the head makes more frames where there is room for them, so that only it tells how much there
            // is.
            ByteBuffer head = transport.head();
            int length = head.remaining();
            context.write(Unpooled.buffer(length).writeBytes(head));
            transport.pop(length);
        }
        context.flush();
        if (refused || transport.isClosed() || connection.getLocalState() == EndpointState.CLOSED) {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext gone) {
        container.ended();
        gone.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
        // A client that goes away or speaks no TLS: nothing to answer, nobody to tell.
        failed.close();
    }

    /** The server's side of SASL. */
    private final class Door implements SaslListener {
        @Override
        public void onSaslInit(Sasl sasl, Transport on) {
            byte[] sent = new byte[sasl.pending()];
            sasl.recv(sent, 0, sent.length);
            boolean plain = sasl.getRemoteMechanisms().length > 0 && "PLAIN".equals(sasl.getRemoteMechanisms()[0]);
            boolean in = plain
                    ? login(sent)
                            .map(found -> container.admits(Optional.of(found)))
                            .orElse(false)
                    : container.admits(Optional.empty());
            sasl.done(in ? Sasl.PN_SASL_OK : Sasl.PN_SASL_AUTH);
            refused = !in;
        }

        /** {@code [authzid] NUL user NUL password} (RFC 4616). */
        private static Optional<AmqpContainer.Login> login(byte[] sent) {
            String[] parts = new String(sent, StandardCharsets.UTF_8).split("\0", -1);
            return parts.length == 3 ? Optional.of(new AmqpContainer.Login(parts[1], parts[2])) : Optional.empty();
        }

        @Override
        public void onSaslResponse(Sasl sasl, Transport on) {
            sasl.done(Sasl.PN_SASL_AUTH);
            refused = true;
        }

        @Override
        public void onSaslMechanisms(Sasl sasl, Transport on) {
            // A client's event.
        }

        @Override
        public void onSaslChallenge(Sasl sasl, Transport on) {
            // A client's event.
        }

        @Override
        public void onSaslOutcome(Sasl sasl, Transport on) {
            // A client's event.
        }
    }
}
