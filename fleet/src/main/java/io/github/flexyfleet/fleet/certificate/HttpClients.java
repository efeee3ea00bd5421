package io.github.flexyfleet.fleet.certificate;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** What all HTTP clients of ours have in common. */
public final class HttpClients {
    private HttpClients() {}

    /**
     * Begins a client.
     *
     * @param way through which proxy
     * @param extraRoots trusted besides the JDK's own
     */
    public static OkHttpClient.Builder builder(WebProxy way, List<X509Certificate> extraRoots) {
        TrustedRoots roots = TrustedRoots.withExtra(extraRoots);
        OkHttpClient.Builder builder = new OkHttpClient.Builder().sslSocketFactory(roots.sockets(), roots.manager());
        way.selector().ifPresent(builder::proxySelector);
        way.authorization()
                .ifPresent(secret ->
                        builder.proxyAuthenticator((route, response) -> ProxyLogin.answer(response.request(), secret)));
        return builder;
    }

    /** Gives back threads and connections. */
    public static void close(OkHttpClient client) {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    /**
     * A body that the HTTP library may send once only. Without this it would send it again by itself, for instance after a
     * 503 with {@code Retry-After: 0}.
     */
    public static RequestBody once(RequestBody body) {
        return new RequestBody() {
            @Override
            public MediaType contentType() {
                return body.contentType();
            }

            @Override
            public long contentLength() throws IOException {
                return body.contentLength();
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                body.writeTo(sink);
            }

            @Override
            public boolean isOneShot() {
                return true;
            }
        };
    }
}
