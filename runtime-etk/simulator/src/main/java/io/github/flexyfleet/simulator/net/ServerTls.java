package io.github.flexyfleet.simulator.net;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;

/** The server sides of TLS that this world offers. */
public final class ServerTls {
    /** All that an IoT Hub still takes (azure-iot-hub 2). */
    private static final List<String> HUB_SUITES = List.of(
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384");

    private ServerTls() {}

    /** An ordinary web server: TLS 1.2 and 1.3, no client certificate. */
    public static SslContext web(ServerIdentity identity) {
        return build(builder(identity).protocols("TLSv1.3", "TLSv1.2"));
    }

    /**
     * The hub's endpoint for REST and for MQTT over WebSocket: TLS 1.2 with ECDHE-RSA suites only. It asks for a client
     * certificate, for the devices that come by WebSocket or post.
     */
    public static SslContext hubRest(ServerIdentity identity) {
        return hubDevices(identity);
    }

    /**
     * The hub's device endpoint: like REST, and it asks for a client certificate. Any is accepted, and none too: the
     * hub decides at the MQTT CONNECT (azure-iot-hub 1).
     */
    public static SslContext hubDevices(ServerIdentity identity) {
        return build(builder(identity)
                .protocols("TLSv1.2")
                .ciphers(HUB_SUITES)
                .clientAuth(ClientAuth.OPTIONAL)
                .trustManager(new AnyClient()));
    }

    private static SslContextBuilder builder(ServerIdentity identity) {
        return SslContextBuilder.forServer(identity.keyManagers()).sslProvider(SslProvider.JDK);
    }

    private static SslContext build(SslContextBuilder builder) {
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("this Java lacks what the servers of the world need", e);
        }
    }

    /** The extended type keeps the JDK from adding checks of its own, such as that of weak keys. */
    private static final class AnyClient extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            throw new UnsupportedOperationException("server side only");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            throw new UnsupportedOperationException("server side only");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException("server side only");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
