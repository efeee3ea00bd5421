package io.github.flexyfleet.simulator.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * An HTTP/1.1 server over TLS on a free loopback port. It hands requests on with their path as sent (Talk2M tolerates
 * double slashes, talk2m-m2web 2.1) and can lose or cut answers, which the JDK's own server does not offer.
 */
public final class HttpsServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(HttpsServer.class.getName());
    private static final int LARGEST_BODY = 16 * 1024 * 1024;

    private final Transport.Listener listener;

    private HttpsServer(Transport.Listener listener) {
        this.listener = listener;
    }

    /**
     * Starts a server.
     *
     * @param transport event loops
     * @param tls server side of TLS
     * @param workers runs the service's calls, which may block
     * @param service answers
     * @throws IOException when no port can be had
     */
    public static HttpsServer start(Transport transport, SslContext tls, Executor workers, HttpService service)
            throws IOException {
        return start(transport, tls, workers, service, List.of());
    }

    /**
     * The same with paths behind which other protocols are spoken.
     *
     * @throws IOException when no port can be had
     */
    public static HttpsServer start(
            Transport transport, SslContext tls, Executor workers, HttpService service, List<WebSocketDoor> doors)
            throws IOException {
        return new HttpsServer(transport.listen(channel -> setUp(channel, tls, workers, service, doors)));
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return listener.address();
    }

    @Override
    public void close() {
        listener.close();
    }

    private static void setUp(
            SocketChannel channel, SslContext tls, Executor workers, HttpService service, List<WebSocketDoor> doors) {
        channel.pipeline()
                .addLast(tls.newHandler(channel.alloc()))
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(LARGEST_BODY))
                .addLast(new Exchange(workers, service, doors));
    }

    /** Takes one request after the other: the next is read when the last one is answered. */
    @SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends the channel: nobody is left to tell
    private static final class Exchange extends SimpleChannelInboundHandler<FullHttpRequest> {
        private final Executor workers;
        private final HttpService service;
        private final List<WebSocketDoor> doors;

        // Of this connection; null before its first request. Asked once, since a client without one costs an exception.
        private List<X509Certificate> chain;

        Exchange(Executor workers, HttpService service, List<WebSocketDoor> doors) {
            this.workers = workers;
            this.service = service;
            this.doors = doors;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            if (request.decoderResult().isFailure()) {
                write(context, HttpReply.Answer.text(400, "Bad request"), false, false);
                return;
            }
            Optional<WebSocketDoor> door =
                    doors.stream().filter(one -> one.isFor(request)).findFirst();
            if (door.isPresent()) {
                door.get().open(context, request);
                return;
            }
            HttpCall call = call(request, shown(context));
            boolean keepAlive = HttpUtil.isKeepAlive(request);
            boolean head = request.method().equals(HttpMethod.HEAD);
            context.channel().config().setAutoRead(false);
            workers.execute(() -> write(context, answer(call), keepAlive, head));
        }

        // Whatever goes wrong in a service must reach the client as an answer: it would wait for ever otherwise.
        private HttpReply answer(HttpCall call) {
            try {
                return service.answer(call);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a service of the rehearsal world failed at " + call, e);
                return HttpReply.Answer.text(500, "The rehearsal world failed: " + e.getClass());
            }
        }

        private List<X509Certificate> shown(ChannelHandlerContext context) {
            if (chain == null) {
                chain = ShownCertificates.in(context.pipeline());
            }
            return chain;
        }

        private static HttpCall call(FullHttpRequest request, List<X509Certificate> chain) {
            String uri = request.uri();
            int mark = uri.indexOf('?');
            Map<String, String> headers = new HashMap<>();
            request.headers().forEach(entry -> headers.put(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()));
            return new HttpCall(
                    request.method().name(),
                    mark < 0 ? uri : uri.substring(0, mark),
                    mark < 0 ? "" : uri.substring(mark + 1),
                    headers,
                    ByteBufUtil.getBytes(request.content()),
                    chain);
        }

        private static void write(ChannelHandlerContext context, HttpReply reply, boolean keepAlive, boolean head) {
            if (reply instanceof HttpReply.Answer answer) {
                whole(context, answer, keepAlive, head);
            } else if (reply instanceof HttpReply.Cut cut) {
                HttpResponse start = new DefaultHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(cut.answer().status()));
                headers(start, cut.answer());
                context.write(start);
                context.writeAndFlush(new DefaultHttpContent(
                                Unpooled.wrappedBuffer(cut.answer().body(), 0, cut.bytes())))
                        .addListener(ChannelFutureListener.CLOSE);
            } else if (reply instanceof HttpReply.Slow slow) {
                inPieces(context, slow);
            } else {
                context.close();
            }
        }

        /** The connection ends with the answer. */
        private static void inPieces(ChannelHandlerContext context, HttpReply.Slow slow) {
            byte[] body = slow.answer().body();
            HttpResponse start = new DefaultHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.valueOf(slow.answer().status()));
            headers(start, slow.answer());
            start.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            context.writeAndFlush(start);
            int size = Math.max(1, (body.length + slow.pieces() - 1) / slow.pieces());
            for (int at = 0; at < body.length && context.channel().isActive(); at += size) {
                slow.between().run();
                context.writeAndFlush(
                        new DefaultHttpContent(Unpooled.wrappedBuffer(body, at, Math.min(size, body.length - at))));
            }
            context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(ChannelFutureListener.CLOSE);
        }

        private static void whole(
                ChannelHandlerContext context, HttpReply.Answer answer, boolean keepAlive, boolean head) {
            ByteBuf content = head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer.body());
            DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), content);
            headers(response, answer);
            HttpUtil.setKeepAlive(response, keepAlive);
            context.writeAndFlush(response).addListener(done -> {
                if (keepAlive) {
                    context.channel().config().setAutoRead(true);
                } else {
                    context.close();
                }
            });
        }

        private static void headers(HttpResponse response, HttpReply.Answer answer) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
            answer.headers().forEach(response.headers()::set);
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // A client that goes away or speaks no TLS: nothing to answer, nobody to tell.
            context.close();
        }
    }
}
