package io.github.flexyfleet.simulator.flexy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** A broker that writes down what it meets, and sends each message on topic {@code echo} back. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed answer shows in the test
final class TestBroker implements AutoCloseable {
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel server;
    private final List<Channel> clients = new CopyOnWriteArrayList<>();
    final List<String> met = new CopyOnWriteArrayList<>();

    TestBroker(TestTls authority, String name) throws Exception {
        SSLContext context = authority.server(name, InsecureTrustManagerFactory.INSTANCE.getTrustManagers());
        server = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        SSLEngine engine = context.createSSLEngine();
                        engine.setUseClientMode(false);
                        engine.setWantClientAuth(true);
                        engine.setEnabledProtocols(new String[] {"TLSv1.2"});
                        channel.pipeline()
                                .addLast(
                                        new SslHandler(engine),
                                        new MqttDecoder(),
                                        MqttEncoder.INSTANCE,
                                        new Conversation());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    void dropClients() {
        clients.forEach(Channel::close);
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        loop.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Conversation extends SimpleChannelInboundHandler<MqttMessage> {
        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (clients.remove(context.channel())) {
                met.add("end");
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, MqttMessage message) throws Exception {
            if (message.fixedHeader().messageType() == MqttMessageType.DISCONNECT) {
                met.add("goodbye");
            } else if (message instanceof MqttConnectMessage connect) {
                clients.add(context.channel());
                SSLEngine engine = context.pipeline().get(SslHandler.class).engine();
                X509Certificate certificate =
                        (X509Certificate) engine.getSession().getPeerCertificates()[0];
                met.add("connect " + connect.payload().clientIdentifier() + " "
                        + connect.payload().userName() + " "
                        + connect.variableHeader().hasPassword() + " "
                        + connect.variableHeader().keepAliveTimeSeconds() + " "
                        + certificate.getSubjectX500Principal().getName());
                context.writeAndFlush(MqttMessageBuilders.connAck()
                        .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
                        .build());
            } else if (message instanceof MqttSubscribeMessage subscribe) {
                met.add("subscribe "
                        + subscribe.payload().topicSubscriptions().get(0).topicFilter());
                context.writeAndFlush(MqttMessageBuilders.subAck()
                        .packetId(subscribe.variableHeader().messageId())
                        .addGrantedQos(MqttQoS.AT_MOST_ONCE)
                        .build());
            } else if (message instanceof MqttPublishMessage publish) {
                String topic = publish.variableHeader().topicName();
                met.add("publish " + publish.fixedHeader().qosLevel().value() + " " + topic + " "
                        + publish.payload().toString(StandardCharsets.ISO_8859_1));
                if (topic.equals("echo")) {
                    context.writeAndFlush(MqttMessageBuilders.publish()
                            .topicName("answer")
                            .qos(MqttQoS.AT_MOST_ONCE)
                            .payload(publish.payload().retainedDuplicate())
                            .build());
                }
            }
        }
    }
}
