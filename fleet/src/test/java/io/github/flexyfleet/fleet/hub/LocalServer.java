package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A web server of this machine under a certificate of its own, and what its clients need to come to it. */
final class LocalServer implements AutoCloseable {
    private final HeldCertificate identity =
            new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    final MockWebServer web = new MockWebServer();

    LocalServer() {
        web.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(identity)
                .build()
                .sslSocketFactory());
    }

    void start() throws IOException {
        web.start();
    }

    /** The next answer, with one header or none. */
    void answers(int status, String body, String... header) {
        MockResponse.Builder answer = new MockResponse.Builder().code(status).body(body);
        if (header.length > 0) {
            answer.addHeader(header[0], header[1]);
        }
        web.enqueue(answer.build());
    }

    /** Name and port. */
    String host() {
        return "localhost:" + web.getPort();
    }

    X509Certificate root() {
        return identity.certificate();
    }

    IotHubRegistry.Network network() {
        return new IotHubRegistry.Network(Optional.empty(), List.of(root()));
    }

    /** A login of a policy, with the key that all fakes have. */
    IotHubConnectionString login(String policy) throws InvalidConnectionStringException {
        return IotHubConnectionString.parse(
                Secret.of("HostName=" + host() + ";SharedAccessKeyName=" + policy + ";SharedAccessKey=" + FakeHub.KEY));
    }

    @Override
    public void close() {
        web.close();
    }
}
