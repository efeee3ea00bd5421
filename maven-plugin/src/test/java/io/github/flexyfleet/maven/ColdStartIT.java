package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How soon the real runtime jar sends after power is back, in virtual time. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ColdStartIT {
    @TempDir
    Path folder;

    @Test
    void theFirstMessageComesSoonAfterPowerIsBack() throws Exception {
        try (MatrixWorld world = new MatrixWorld(folder)) {
            world.flexy().restore(MatrixFlexy.Image.empty());
            world.flexy().powerOn();
            world.time().pass(Duration.ofSeconds(5));
            assertThat(world.deploy(world.fleet().target("{full: 20s}"), true).outcome())
                    .isEqualTo(Outcome.CONFIRMED);
            world.flexy().powerOff();
            world.time().pass(Duration.ofMinutes(5));
            long before = world.hub().events().last();
            Instant on = world.time().instant();

            world.flexy().powerOn();
            world.time().pass(Duration.ofMinutes(2));

            Instant first = world.hub().events().since(before).stream()
                    .filter(event -> event.properties().containsKey("seq"))
                    .findFirst()
                    .orElseThrow()
                    .enqueued();
            System.out.println("cold start to first message: " + Duration.between(on, first));
            assertThat(Duration.between(on, first)).isLessThan(Duration.ofSeconds(60));
        }
    }
}
