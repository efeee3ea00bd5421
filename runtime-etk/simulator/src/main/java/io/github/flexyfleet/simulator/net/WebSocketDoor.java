package io.github.flexyfleet.simulator.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.MessageToMessageCodec;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.util.List;
import java.util.function.Supplier;

/**
 * Turns a connection into a WebSocket when a request asks for one at a path; what comes in binary frames then goes to a
 * handler as bytes, and the reverse. Other requests go on to the web server.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends the channel, which is seen there
public final class WebSocketDoor extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final int LARGEST_FRAME = 1024 * 1024;

    /** What the Event Hubs client reads at once. */
    private static final int PIECE = 4096;

    private final Offer offer;

    /**
     * What a server offers as a WebSocket.
     *
     * @param path where
     * @param protocol subprotocol that a client must ask for
     * @param handler takes and sends bytes; made for each connection
     */
    public record Offer(String path, String protocol, Supplier<ChannelHandler> handler) {}

    WebSocketDoor(Offer offer) {
        super(false);
        this.offer = offer;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (!isFor(request)) {
            context.fireChannelRead(request);
            return;
        }
        WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                        "wss://" + request.headers().get(HttpHeaderNames.HOST) + offer.path(),
                        offer.protocol(),
                        true,
                        LARGEST_FRAME)
                .newHandshaker(request);
        if (handshaker == null) {
            request.release();
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel());
            return;
        }
        handshaker.handshake(context.channel(), request).addListener(done -> {
            request.release();
            if (done.isSuccess()) {
                open(context);
            } else {
                context.close();
            }
        });
    }

    private boolean isFor(FullHttpRequest request) {
        // The Azure clients write the whole URL there, as to a proxy.
        String uri = request.uri().replaceFirst("^https?://[^/]*", "");
        int mark = uri.indexOf('?');
        return (mark < 0 ? uri : uri.substring(0, mark)).equals(offer.path())
                && request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    private void open(ChannelHandlerContext context) {
        ChannelPipeline pipeline = context.pipeline();
        // What stood behind the door belongs to the web server.
        while (pipeline.last() != this) {
            pipeline.removeLast();
        }
        pipeline.addLast(new Frames());
        pipeline.addLast(offer.handler().get());
        pipeline.remove(this);
        context.channel().config().setAutoRead(true);
    }

    /** Binary frames as bytes. */
    private static final class Frames extends MessageToMessageCodec<WebSocketFrame, ByteBuf> {
        @Override
        protected void encode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) {
            if (!bytes.isReadable()) {
                out.add(bytes.retain());
            }
            while (bytes.isReadable()) {
                out.add(new BinaryWebSocketFrame(bytes.readRetainedSlice(Math.min(PIECE, bytes.readableBytes()))));
            }
        }

        @Override
        protected void decode(ChannelHandlerContext context, WebSocketFrame frame, List<Object> out) {
            if (frame instanceof BinaryWebSocketFrame || frame instanceof ContinuationWebSocketFrame) {
                out.add(frame.content().retain());
            } else if (frame instanceof PingWebSocketFrame) {
                context.writeAndFlush(new PongWebSocketFrame(frame.content().retain()));
            } else if (frame instanceof CloseWebSocketFrame) {
                context.close();
            }
        }
    }
}
