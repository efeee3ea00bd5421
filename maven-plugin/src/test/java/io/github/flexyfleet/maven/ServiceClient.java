package io.github.flexyfleet.maven;

import io.github.flexyfleet.simulator.RehearsalWorld;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A service client of a rehearsal world's hub that asks what the tool itself does not: twins and methods. */
final class ServiceClient {
    private static final String VERSION = "?api-version=2021-04-12";

    private final HttpClient client;
    private final Map<String, String> connection = new HashMap<>();

    /** What the hub answered. */
    record Reply(int status, String body) {
        JsonNode json() {
            return new ObjectMapper().readTree(body);
        }
    }

    ServiceClient(RehearsalWorld world) throws GeneralSecurityException, IOException {
        for (String part : world.hubConnectionString().split(";", -1)) {
            connection.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
        }
        KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
        roots.load(null, null);
        roots.setCertificateEntry("world", world.rootCertificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(roots);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        InetSocketAddress proxy = world.proxy();
        client = HttpClient.newBuilder()
                .proxy(ProxySelector.of(proxy))
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    Reply send(String method, String path, String body)
            throws IOException, InterruptedException, GeneralSecurityException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("https://" + connection.get("HostName") + path + VERSION))
                .header("Authorization", token())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response =
                client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Reply(response.statusCode(), response.body());
    }

    private String token() throws GeneralSecurityException {
        String resource = URLEncoder.encode(connection.get("HostName"), StandardCharsets.UTF_8);
        long end = Instant.now().getEpochSecond() + 3600;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(connection.get("SharedAccessKey")), "HmacSHA256"));
        byte[] signature = mac.doFinal((resource + "\n" + end).getBytes(StandardCharsets.UTF_8));
        return "SharedAccessSignature sr=" + resource + "&sig="
                + URLEncoder.encode(Base64.getEncoder().encodeToString(signature), StandardCharsets.UTF_8) + "&se="
                + end
                + "&skn=" + connection.get("SharedAccessKeyName");
    }
}
