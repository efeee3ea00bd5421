package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.hub.Enrollment.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnrollmentServiceTest {
    private static final String ENROLLMENT = "{\"registrationId\":\"%s\",\"etag\":\"e1\"}";

    private final LocalServer server = new LocalServer();
    private final List<Duration> pauses = new ArrayList<>();
    private EnrollmentService service;

    @BeforeEach
    void start() throws Exception {
        server.start();
        service = new EnrollmentService(
                server.login("provisioningserviceowner"),
                server.network(),
                InstantSource.fixed(Instant.parse("2026-11-22T19:00:00Z")),
                new Random(1),
                pauses::add);
    }

    @AfterEach
    void stop() {
        service.close();
        server.close();
    }

    @Test
    void allEnrollmentsAreReadPageByPage() throws Exception {
        server.answers(
                200,
                "[" + ENROLLMENT.formatted("d1") + "," + ENROLLMENT.formatted("d2") + "]",
                "x-ms-continuation",
                "next");
        server.answers(429, "{}");
        server.answers(200, "[" + ENROLLMENT.formatted("d3") + "]");

        assertThat(service.individual()).containsOnlyKeys("d1", "d2", "d3");

        RecordedRequest first = server.web.takeRequest();
        assertThat(first.getMethod() + " " + first.getTarget())
                .isEqualTo("POST /enrollments/query?api-version=2021-10-01");
        assertThat(first.getBody().utf8()).isEqualTo("{\"query\":\"SELECT * FROM enrollments\"}");
        assertThat(first.getHeaders().get("x-ms-max-item-count")).isEqualTo("100");
        assertThat(first.getHeaders().get("x-ms-continuation")).isNull();
        assertThat(server.web.takeRequest().getHeaders().get("x-ms-continuation"))
                .isEqualTo("next");
        assertThat(server.web.takeRequest().getHeaders().get("x-ms-continuation"))
                .as("the page that was throttled")
                .isEqualTo("next");
        assertThat(pauses).isNotEmpty();
    }

    @Test
    void whatTheServiceDoesNotHaveIsNoError() {
        server.answers(404, "{}");

        assertThat(service.find(Kind.GROUP, "g")).isEmpty();
    }
}
