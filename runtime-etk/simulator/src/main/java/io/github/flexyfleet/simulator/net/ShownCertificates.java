package io.github.flexyfleet.simulator.net;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What a client has shown of itself in the TLS handshake. */
public final class ShownCertificates {
    private ShownCertificates() {}

    /** The client's certificate and what it sent with it, in its order; empty when it sent none. */
    public static List<X509Certificate> in(ChannelPipeline pipeline) {
        try {
            var chain = pipeline.get(SslHandler.class).engine().getSession().getPeerCertificates();
            return Stream.of(chain).map(X509Certificate.class::cast).toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }
}
