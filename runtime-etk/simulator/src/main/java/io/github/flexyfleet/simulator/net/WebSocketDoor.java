package io.github.flexyfleet.simulator.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
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
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.util.List;
import java.util.function.Consumer;

/**
 * A path of a web server behind which another protocol is spoken, in binary WebSocket frames. The frames are no packets:
 * what comes out of them is one stream of bytes.
 *
 * @param path path as sent, without query
 * @param subprotocol what the client must offer
 * @param largestFrame bytes
 * @param protocol adds the handlers of the other protocol to the pipeline's end
 */
public record WebSocketDoor(String path, String subprotocol, int largestFrame, Consumer<ChannelPipeline> protocol) {
    /** What the Event Hubs client reads at once. */
    private static final int PIECE = 4096;

    /** Whether a request wants in here. */
    boolean isFor(FullHttpRequest request) {
        // Azure's clients write the whole URL there, as to a proxy.
        String uri = request.uri().replaceFirst("^https?://[^/]*", "");
        int query = uri.indexOf('?');
        return (query < 0 ? uri : uri.substring(0, query)).equals(path)
                && request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && request.headers().containsValue(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, subprotocol, true);
    }

    /** Opens the door; the handler of the context makes room. */
    @SuppressWarnings("FutureReturnValueIgnored") // a failed write ends the channel, which is seen there
    void open(ChannelHandlerContext context, FullHttpRequest request) {
        WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                        "wss://" + request.headers().get(HttpHeaderNames.HOST, "") + path,
                        subprotocol,
                        true,
                        largestFrame)
                .newHandshaker(request);
        if (handshaker == null) {
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel());
            return;
        }
        ChannelPipeline pipeline = context.pipeline();
        handshaker.handshake(context.channel(), request).addListener(done -> {
            if (!done.isSuccess()) {
                context.close();
            }
        });
        pipeline.remove(context.name());
        pipeline.addLast(new WebSocketFrameAggregator(largestFrame)).addLast(new Bytes());
        protocol.accept(pipeline);
    }

    /** Binary frames as bytes, and back. */
    @SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends the channel, which is seen there
    private static final class Bytes extends MessageToMessageCodec<WebSocketFrame, ByteBuf> {
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
                context.writeAndFlush(new CloseWebSocketFrame()).addListener(ChannelFutureListener.CLOSE);
            } else if (!(frame instanceof PongWebSocketFrame)) {
                context.close();
            }
        }
    }
}
