package io.github.flexyfleet.simulator.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.OptionalInt;

/**
 * An HTTP proxy on a free loopback port that knows CONNECT only: it is the door through which programs outside of the
 * world reach its servers under their real names. It answers 502 for a name that the world does not have, 400 for a
 * CONNECT without a port and 405 for every other method.
 */
public final class ConnectProxy implements AutoCloseable {
    private static final int LARGEST_REQUEST = 8192;

    private final Transport.Listener listener;

    private ConnectProxy(Transport.Listener listener) {
        this.listener = listener;
    }

    /**
     * Starts a proxy.
     *
     * @throws IOException when no port can be had
     */
    public static ConnectProxy start(Transport transport, Network network) throws IOException {
        return new ConnectProxy(transport.listen(channel -> channel.pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(LARGEST_REQUEST))
                .addLast(new Door(transport, network))));
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /** Ends the proxy and its tunnels. */
    @Override
    public void close() {
        listener.close();
    }

    /** Answers the CONNECT and then gives way to a tunnel. */
    @SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends the channel, which is seen there
    private static final class Door extends SimpleChannelInboundHandler<FullHttpRequest> {
        private final Transport transport;
        private final Network network;

        Door(Transport transport, Network network) {
            this.transport = transport;
            this.network = network;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            if (!request.method().equals(HttpMethod.CONNECT)) {
                refuse(context, HttpResponseStatus.METHOD_NOT_ALLOWED);
                return;
            }
            String target = request.uri();
            int colon = target.lastIndexOf(':');
            OptionalInt port = port(target.substring(colon + 1));
            if (colon <= 0 || port.isEmpty()) {
                refuse(context, HttpResponseStatus.BAD_REQUEST);
                return;
            }
            try {
                connect(context, network.resolve(target.substring(0, colon), port.getAsInt()));
            } catch (UnknownHostException e) {
                refuse(context, HttpResponseStatus.BAD_GATEWAY);
            }
        }

        private void connect(ChannelHandlerContext context, InetSocketAddress server) {
            Channel client = context.channel();
            // Nothing more is read until the tunnel stands: it would come through the HTTP codec.
            client.config().setAutoRead(false);
            transport
                    .client(client.eventLoop(), new Relay(client))
                    .connect(server)
                    .addListener((ChannelFuture done) -> {
                        if (done.isSuccess()) {
                            open(context, done.channel());
                        } else {
                            refuse(context, HttpResponseStatus.BAD_GATEWAY);
                        }
                    });
        }

        private void open(ChannelHandlerContext context, Channel server) {
            var established = new HttpResponseStatus(200, "Connection established");
            context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, established))
                    .addListener(sent -> {
                        context.pipeline().remove(HttpServerCodec.class);
                        context.pipeline().remove(HttpObjectAggregator.class);
                        context.pipeline().replace(this, "relay", new Relay(server));
                        context.channel().config().setAutoRead(true);
                        server.config().setAutoRead(true);
                    });
        }

        private static void refuse(ChannelHandlerContext context, HttpResponseStatus status) {
            var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }

        private static OptionalInt port(String text) {
            if (!text.matches("[0-9]{1,5}")) {
                return OptionalInt.empty();
            }
            int port = Integer.parseInt(text);
            return port >= 1 && port <= 65535 ? OptionalInt.of(port) : OptionalInt.empty();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    /** Hands bytes on to the other end, as fast as that one takes them. */
    @SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends the channel, which is seen there
    private static final class Relay extends ChannelInboundHandlerAdapter {
        private final Channel other;

        Relay(Channel other) {
            this.other = other;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (other.isActive()) {
                other.writeAndFlush(message);
            } else {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            other.config().setAutoRead(context.channel().isWritable());
            context.fireChannelWritabilityChanged();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (other.isActive()) {
                other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
