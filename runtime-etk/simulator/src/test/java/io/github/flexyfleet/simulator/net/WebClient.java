package io.github.flexyfleet.simulator.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import tools.jackson.databind.JsonNode;

/** OkHttp as the tool uses it: through the world's proxy, trusting the world's root only. */
public final class WebClient {
    private final OkHttpClient client;

    public WebClient(InetSocketAddress proxy, X509Certificate root) {
        X509TrustManager trust = trust(root);
        client = new OkHttpClient.Builder()
                .proxy(new Proxy(Proxy.Type.HTTP, proxy))
                .sslSocketFactory(context(trust).getSocketFactory(), trust)
                .retryOnConnectionFailure(false)
                .build();
    }

    /** An answer. */
    public record Reply(int status, String contentType, Map<String, String> headers, String body) {
        public JsonNode json() {
            try {
                return Json.read(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + body, e);
            }
        }
    }

    public Reply get(String url) throws IOException {
        return send(new Request.Builder().url(url).build());
    }

    public Reply post(String url, Map<String, String> form) throws IOException {
        FormBody.Builder body = new FormBody.Builder();
        form.forEach(body::add);
        return send(new Request.Builder().url(url).post(body.build()).build());
    }

    public Reply json(String method, String url, String body, Map<String, String> headers) throws IOException {
        RequestBody content = body.isEmpty() && method.matches("GET|DELETE")
                ? null
                : RequestBody.create(body, MediaType.get("application/json; charset=utf-8"));
        Request.Builder request = new Request.Builder().url(url).method(method, content);
        headers.forEach(request::header);
        return send(request.build());
    }

    public Reply send(Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            response.headers().forEach(pair -> headers.put(pair.getFirst(), pair.getSecond()));
            return new Reply(
                    response.code(),
                    headers.getOrDefault("Content-Type", ""),
                    headers,
                    response.body().string());
        }
    }

    public static X509TrustManager trust(X509Certificate root) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store(root));
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public static KeyStore store(X509Certificate root) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("root", root);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static SSLContext context(X509TrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new X509TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
