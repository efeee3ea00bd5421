package io.github.flexyfleet.fleet.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.report.ExampleReport;
import io.github.flexyfleet.fleet.secret.Secret;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

class RolloutTracesTest {
    private static final ExampleReport.Shown HALTED = ExampleReport.halted();

    @Test
    void aRolloutIsATraceWithItsWavesAndDevices() {
        Map<String, SpanData> spans = spans(HALTED);

        assertThat(spans)
                .containsOnlyKeys(
                        "rollout waterworks",
                        "wave 1 canary: devices at work",
                        "wave 1 canary: soak",
                        "wave 1 canary: gates",
                        "wave 2 pilots: devices at work",
                        "device Pump-North-1",
                        "device Pump-North-2",
                        "device Pump-North-3",
                        "device Pump-South-1");
        SpanData rollout = spans.get("rollout waterworks");
        SpanData pilots = spans.get("wave 2 pilots: devices at work");
        SpanData device = spans.get("device Pump-North-3");
        assertThat(rollout.getParentSpanContext().isValid()).isFalse();
        assertThat(pilots.getParentSpanId()).isEqualTo(rollout.getSpanId());
        assertThat(device.getParentSpanId()).isEqualTo(pilots.getSpanId());
        assertThat(spans.values()).extracting(SpanData::getTraceId).containsOnly(rollout.getTraceId());
        assertThat(rollout.getResource().getAttribute(AttributeKey.stringKey("service.name")))
                .isEqualTo("flexy-fleet");
    }

    @Test
    void timesAreThoseOfTheRollout() {
        SpanData rollout = spans(HALTED).get("rollout waterworks");

        assertThat(rollout.getStartEpochNanos()).isEqualTo(nanos(HALTED.result().started()));
        assertThat(rollout.getEndEpochNanos()).isEqualTo(nanos(HALTED.result().finished()));
    }

    @Test
    void whatWentWrongIsAnErrorAndADebtIsNone() {
        Map<String, SpanData> spans = spans(HALTED);

        assertThat(spans.get("device Pump-North-3").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(spans.get("device Pump-South-1").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(spans.get("rollout waterworks").getStatus().getDescription())
                .isEqualTo("wave 2 (pilots): 1 of 3 devices went wrong");
        assertThat(spans.get("device Pump-North-3").getEvents())
                .extracting(EventData::getName)
                .endsWith("waiting for its data at the hub", "reverted");
    }

    @Test
    void itGoesToTheCollectorInBatchesWithTheHeaderThatItWants() throws Exception {
        try (MockWebServer collector = new MockWebServer()) {
            collector.enqueue(new MockResponse.Builder().code(200).build());
            collector.enqueue(new MockResponse.Builder().code(200).build());
            collector.start();
            ExampleReport.Shown large = ExampleReport.large(600);

            boolean taken = RolloutTraces.send(
                    large.result(),
                    large.around().story(),
                    collector.url("/").uri(),
                    Map.of("Authorization", Secret.of("Bearer token")));

            assertThat(taken).isTrue();
            Set<String> seen = new HashSet<>();
            for (int batch = 0; batch < 2; batch++) {
                RecordedRequest request = collector.takeRequest(10, TimeUnit.SECONDS);
                assertThat(request.getUrl().encodedPath()).isEqualTo("/v1/traces");
                assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer token");
                assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/x-protobuf");
                String body = new String(request.getBody().toByteArray(), StandardCharsets.ISO_8859_1);
                for (int number = 0; number < 600; number++) {
                    if (body.contains("device Pump-" + number)) {
                        seen.add("Pump-" + number);
                    }
                }
            }
            assertThat(seen).hasSize(600);
        }
    }

    @Test
    void aCollectorThatRefusesIsNoSuccess() throws Exception {
        try (MockWebServer collector = new MockWebServer()) {
            collector.enqueue(new MockResponse.Builder().code(401).build());
            collector.start();

            assertThat(RolloutTraces.send(
                            HALTED.result(),
                            HALTED.around().story(),
                            collector.url("/v1/traces").uri(),
                            Map.of()))
                    .isFalse();
        }
    }

    @Test
    void aCollectorThatIsAwayIsAskedOnce() {
        ExampleReport.Shown large = ExampleReport.large(2000);
        AtomicInteger asked = new AtomicInteger();
        SpanExporter away = new SpanExporter() {
            @Override
            public CompletableResultCode export(Collection<SpanData> spans) {
                asked.incrementAndGet();
                return CompletableResultCode.ofFailure();
            }

            @Override
            public CompletableResultCode flush() {
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode shutdown() {
                return CompletableResultCode.ofSuccess();
            }
        };

        assertThat(RolloutTraces.send(large.result(), large.around().story(), away))
                .isFalse();

        assertThat(asked).as("2000 devices are four batches").hasValue(1);
    }

    private static Map<String, SpanData> spans(ExampleReport.Shown shown) {
        InMemorySpanExporter exporter = InMemorySpanExporter.create();
        assertThat(RolloutTraces.send(shown.result(), shown.around().story(), exporter))
                .isTrue();
        List<SpanData> all = exporter.getFinishedSpanItems();
        return all.stream().collect(Collectors.toMap(SpanData::getName, span -> span));
    }

    private static long nanos(Instant time) {
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    }
}
