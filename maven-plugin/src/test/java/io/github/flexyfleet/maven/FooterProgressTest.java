package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.Bundle;
import io.github.flexyfleet.fleet.compile.BundleFile;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.Evidence;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FooterProgressTest {
    private static final String ESCAPE = "\u001b[";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void finishedDevicesScrollByAndTheFooterIsRedrawnBelow() {
        Instant[] now = {Instant.EPOCH};
        try (FooterProgress progress =
                new FooterProgress(new PrintStream(bytes, false, StandardCharsets.UTF_8), () -> now[0])) {
            progress.accept(new RolloutEvent.Started(2, 1));
            progress.accept(new RolloutEvent.StageReached(new DeviceId("d1"), Stage.UPLOAD));
            now[0] = now[0].plusSeconds(30);
            progress.accept(new RolloutEvent.DeviceFinished(confirmed("d1")));
        }

        String nl = System.lineSeparator();
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("rolling out to 2 devices in 1 wave" + nl
                        + "[..............................]" + nl
                        + "0 of 2 devices" + nl
                        + ESCAPE + "2A" + ESCAPE + "J"
                        + "[..............................]" + nl
                        + "0 of 2 devices" + nl
                        + "  d1: sending the bundle" + nl
                        + ESCAPE + "3A" + ESCAPE + "J"
                        + "d1: confirmed" + nl
                        + "[###############...............]" + nl
                        + "1 of 2 devices, 2.0 a minute, about 30 s left besides soaks" + nl
                        + ESCAPE + "2A" + ESCAPE + "J");
    }

    private static DeviceResult confirmed(String id) {
        DeviceId device = new DeviceId(id);
        DeviceTarget target = new DeviceTarget(
                device,
                "north",
                id,
                Optional.empty(),
                Bundle.of(device, List.of(new BundleFile("device.json", new byte[0], false))),
                new Fingerprint("AB".repeat(32)),
                Instant.EPOCH);
        return new DeviceResult(target, 1, Outcome.CONFIRMED, Evidence.none(), 6, Optional.empty());
    }
}
