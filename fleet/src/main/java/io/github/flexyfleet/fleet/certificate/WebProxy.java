package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The way of an HTTP client of ours out of the network.
 *
 * @param proxy an HTTP proxy that takes CONNECT; empty for what the JVM is set to
 * @param direct hosts that are reached without it: names, in which {@code *} stands for any part
 * @param authorization value of the header {@code Proxy-Authorization}, when the proxy wants one
 */
public record WebProxy(Optional<Proxy> proxy, List<String> direct, Optional<Secret> authorization) {
    /** Copies the list. */
    public WebProxy {
        direct = List.copyOf(direct);
    }

    /** What the JVM is set to. */
    public static WebProxy standard() {
        return of(Optional.empty());
    }

    /** A proxy for all hosts, without a login; empty for what the JVM is set to. */
    public static WebProxy of(Optional<Proxy> proxy) {
        return new WebProxy(proxy, List.of(), Optional.empty());
    }

    /** A proxy by host name and port. */
    public static WebProxy at(String host, int port, List<String> direct, Optional<Secret> authorization) {
        Proxy proxy = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
        return new WebProxy(Optional.of(proxy), direct, authorization);
    }

    /** The header's value for a user and a password (RFC 7617). */
    public static Secret basic(String user, Secret password) {
        byte[] pair = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
        return Secret.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    /**
     * What {@link #authorization} says, for clients that make the header themselves.
     *
     * @param user name
     * @param password password
     */
    public record Login(String user, Secret password) {}

    /** User and password; empty when the proxy wants none, or something else than RFC 7617. */
    public Optional<Login> login() {
        return authorization
                .map(Secret::reveal)
                .filter(text -> text.startsWith("Basic "))
                .map(text -> {
                    String pair = new String(
                            Base64.getDecoder().decode(text.substring("Basic ".length())), StandardCharsets.UTF_8);
                    int colon = pair.indexOf(':');
                    return new Login(pair.substring(0, colon), Secret.of(pair.substring(colon + 1)));
                });
    }

    /** Chooses for each address; empty for what the JVM is set to. */
    public Optional<ProxySelector> selector() {
        return proxy.map(way -> new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(isDirect(uri.getHost()) ? Proxy.NO_PROXY : way);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException e) {
                // There is no other way to try.
            }
        });
    }

    private boolean isDirect(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return direct.stream().anyMatch(pattern -> {
            String regex = Pattern.quote(pattern.toLowerCase(Locale.ROOT)).replace("*", "\\E.*\\Q");
            return lower.matches(regex);
        });
    }
}
