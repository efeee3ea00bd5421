package io.github.flexyfleet.fleet.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.gateway.Targets;
import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.report.ExampleReport;
import io.github.flexyfleet.fleet.report.HubSight;
import io.github.flexyfleet.fleet.report.JsonStatus;
import io.github.flexyfleet.fleet.rollout.Debt;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.talk2m.RuntimeState;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts as monitoring systems read them, in golden files. */
class MetricsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T21:00:00Z");

    @Test
    void aRolloutIsTold() throws Exception {
        assertThat(RolloutMetrics.text(ExampleReport.halted().result())).isEqualTo(golden("rollout-metrics.txt"));
    }

    @Test
    void devicesAreToldAndSilentOnesAreDown() throws Exception {
        DeviceTarget pump = Targets.target("pump-1");
        DeviceState up = new DeviceState(pump, Optional.of(status(pump)), 1, Optional.empty());
        DeviceState silent = new DeviceState(Targets.target("pump-2"), Optional.empty(), 1, Optional.empty());
        Debt debt = new Debt(new DeviceId("pump-2"), NOW, "FLX3002");

        assertThat(DeviceMetrics.text("waterworks", List.of(up, silent), List.of(debt), NOW))
                .isEqualTo(golden("device-metrics.txt"));
    }

    @Test
    void whatCannotBeComparedIsNotToldToDiffer() {
        DeviceTarget pump = Targets.target("pump-1");
        DeviceTarget unknown = new DeviceTarget(
                pump.device(),
                pump.site(),
                pump.talk2mName(),
                pump.serial(),
                pump.bundle(),
                new HubLogin.Unknown(true, CertificateSettings.Trust.THUMBPRINT),
                pump.handling());
        DeviceState state = new DeviceState(unknown, Optional.of(status(pump)), 1, Optional.empty());

        assertThat(state.comparison()).isEqualTo(DeviceState.Comparison.UNKNOWN);
        assertThat(DeviceMetrics.text("waterworks", List.of(state), List.of(), NOW))
                .contains("flexy_device_up")
                .doesNotContain("flexy_device_current");
        assertThat(JsonStatus.line("waterworks", List.of(state), List.of(), new HubSight.NotLooked("no"), NOW))
                .contains("\"compared\":\"unknown\"")
                .doesNotContain("\"wanted\"");
    }

    /** node_exporter reads all files of a folder as one text, and takes nothing when a series, or a help, is there twice. */
    @Test
    void bothTextsMayLieInOneFolder() throws Exception {
        List<String> names = Stream.concat(
                        golden("device-metrics.txt").lines(),
                        golden("rollout-metrics.txt").lines())
                .filter(line -> line.startsWith("# TYPE "))
                .toList();

        assertThat(names).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    }

    @Test
    void aNameOfTheUserBreaksNoLine() {
        DeviceState state = new DeviceState(Targets.target("pump-1"), Optional.empty(), 1, Optional.empty());

        assertThat(DeviceMetrics.text("a\"b\\c\nd", List.of(state), List.of(), NOW))
                .contains("flexy_device_up{device=\"pump-1\",fleet=\"a\\\"b\\\\c\\nd\",site=\"brussels\"} 0.0\n");
    }

    private static RuntimeStatus status(DeviceTarget target) {
        Optional<String> digest = Optional.of(target.digest().hex());
        return new RuntimeStatus(
                new RuntimeStatus.Flexy("2005-0001-25", "14.9", NOW.plusSeconds(3), 20_000_000, 28_000_000),
                new RuntimeStatus.Program("0.1.0", 4, Duration.ofHours(5)),
                new RuntimeStatus.Bundles(
                        RuntimeState.CONFIRMED,
                        digest,
                        Optional.empty(),
                        digest,
                        Duration.ZERO,
                        "",
                        RuntimeStatus.TrialOutcome.CONFIRMED),
                new RuntimeStatus.HubLink(
                        RuntimeStatus.LinkState.CONNECTED, 5, Duration.ofMinutes(90), "my-hub.azure-devices.net", true),
                new RuntimeStatus.Certificate(
                        Optional.of(new Fingerprint("AB".repeat(32))),
                        Optional.of(Instant.parse("2036-11-22T00:00:00Z"))),
                new RuntimeStatus.Queue(120, 118, 2, 1, 42),
                "");
    }

    private static String golden(String name) throws Exception {
        try (InputStream text = MetricsTest.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
