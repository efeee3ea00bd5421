package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.hub.Enrollment.Kind;
import io.github.flexyfleet.fleet.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnrollmentServiceTest {
    private static final String ENROLLMENT = "{\"registrationId\":\"%s\",\"etag\":\"e1\"}";

    private final MockWebServer server = new MockWebServer();
    private final List<Duration> pauses = new ArrayList<>();
    private EnrollmentService service;

    @BeforeEach
    void start() throws Exception {
        HeldCertificate identity = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(identity)
                .build()
                .sslSocketFactory());
        server.start();
        service = new EnrollmentService(
                IotHubConnectionString.parse(Secret.of("HostName=localhost:" + server.getPort()
                        + ";SharedAccessKeyName=provisioningserviceowner;SharedAccessKey=" + FakeHub.KEY)),
                new IotHubRegistry.Network(Optional.empty(), List.of(identity.certificate())),
                InstantSource.fixed(Instant.parse("2026-11-22T19:00:00Z")),
                new Random(1),
                pauses::add);
    }

    @AfterEach
    void stop() {
        service.close();
        server.close();
    }

    private void answers(int status, String body, String... header) {
        MockResponse.Builder answer = new MockResponse.Builder().code(status).body(body);
        if (header.length > 0) {
            answer.addHeader(header[0], header[1]);
        }
        server.enqueue(answer.build());
    }

    @Test
    void allEnrollmentsAreReadPageByPage() throws Exception {
        answers(
                200,
                "[" + ENROLLMENT.formatted("d1") + "," + ENROLLMENT.formatted("d2") + "]",
                "x-ms-continuation",
                "next");
        answers(429, "{}");
        answers(200, "[" + ENROLLMENT.formatted("d3") + "]");

        assertThat(service.individual()).containsOnlyKeys("d1", "d2", "d3");

        RecordedRequest first = server.takeRequest();
        assertThat(first.getMethod() + " " + first.getTarget())
                .isEqualTo("POST /enrollments/query?api-version=2021-10-01");
        assertThat(first.getBody().utf8()).isEqualTo("{\"query\":\"SELECT * FROM enrollments\"}");
        assertThat(first.getHeaders().get("x-ms-max-item-count")).isEqualTo("100");
        assertThat(first.getHeaders().get("x-ms-continuation")).isNull();
        assertThat(server.takeRequest().getHeaders().get("x-ms-continuation")).isEqualTo("next");
        assertThat(server.takeRequest().getHeaders().get("x-ms-continuation"))
                .as("the page that was throttled")
                .isEqualTo("next");
        assertThat(pauses).isNotEmpty();
    }

    @Test
    void whatTheServiceDoesNotHaveIsNoError() {
        answers(404, "{}");

        assertThat(service.find(Kind.GROUP, "g")).isEmpty();
    }
}
