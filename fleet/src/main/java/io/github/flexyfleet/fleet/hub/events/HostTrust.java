package io.github.flexyfleet.fleet.hub.events;

import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * Gives one host another trust than the JVM's default, for clients that ask for nothing but the default: the Event Hubs
 * client is one. For every other host, and for sockets, the default context is what it was. Certificates and names are
 * checked in either case.
 */
final class HostTrust implements AutoCloseable {
    private final SSLContext before;
    private final SSLContext installed;
    private volatile boolean active = true;

    private HostTrust(String host, SSLContext forHost, SSLContext before) {
        this.before = before;
        this.installed = new SSLContext(new Spi(host, forHost), before.getProvider(), before.getProtocol()) {};
    }

    /** From now until it is closed. */
    static HostTrust install(String host, SSLContext forHost) {
        synchronized (HostTrust.class) {
            try {
                HostTrust trust = new HostTrust(host, forHost, SSLContext.getDefault());
                SSLContext.setDefault(trust.installed);
                return trust;
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this Java has no default SSLContext", e);
            }
        }
    }

    @Override
    public void close() {
        active = false;
        synchronized (HostTrust.class) {
            try {
                // Whoever came after us keeps theirs, which asks ours, which then only asks the one before.
                if (SSLContext.getDefault() == installed) {
                    SSLContext.setDefault(before);
                }
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this Java has no default SSLContext", e);
            }
        }
    }

    private final class Spi extends SSLContextSpi {
        private final String host;
        private final SSLContext forHost;

        Spi(String host, SSLContext forHost) {
            this.host = host;
            this.forHost = forHost;
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("a default context is ready");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return before.getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return before.getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return before.createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String peer, int port) {
            return (active && host.equalsIgnoreCase(peer) ? forHost : before).createSSLEngine(peer, port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return before.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return before.getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return before.getDefaultSSLParameters();
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return before.getSupportedSSLParameters();
        }
    }
}
