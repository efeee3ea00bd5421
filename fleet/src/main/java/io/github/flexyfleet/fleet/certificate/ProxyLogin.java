package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.secret.Secret;
import okhttp3.Request;

/** Answers a proxy that asks for a login. */
final class ProxyLogin {
    private static final String HEADER = "Proxy-Authorization";

    private ProxyLogin() {}

    /** The request with the login; null, for none, when the proxy has refused it once. */
    static Request answer(Request asked, Secret authorization) {
        return asked.header(HEADER) != null
                ? null
                : asked.newBuilder().header(HEADER, authorization.reveal()).build();
    }
}
