package io.github.flexyfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.RuntimeWorld.Identity;
import io.github.flexyfleet.simulator.fault.Deed;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real runtime comes back from hanging in the Flexy's own code, and stays reachable when it cannot. */
@Timeout(120)
class LivingRuntimeTest {
    private static final String PUMP = "Pump 1";
    private static final Duration HANG = Duration.ofMinutes(9);

    @TempDir
    private Path directory;

    private RuntimeWorld all;

    @BeforeEach
    void connect() throws Exception {
        all = new RuntimeWorld(directory, PUMP);
        all.time.pass(Duration.ofSeconds(5));
        Identity identity = all.identity("pump-1");
        all.register(identity);
        all.deliver(PUMP, identity);
        all.time.pass(Duration.ofMinutes(1));
        assertThat(all.status(PUMP).at("/hub/status").asString()).isEqualTo("connected");
    }

    @AfterEach
    void close() {
        all.close();
    }

    private int boots() {
        return all.status(PUMP).path("boot").asInt();
    }

    @Test
    void aWorkerThatHangsInAnExportIsBootedAndDataGoesOn() throws Exception {
        all.world.faults().now(PUMP, new Deed.HangingExports(Duration.ofHours(10)));
        all.time.pass(Duration.ofMinutes(4));
        assertThat(boots()).as("not at once").isEqualTo(1);
        all.time.pass(Duration.ofMinutes(4));
        assertThat(boots()).isEqualTo(2);
        assertThat(all.status(PUMP).at("/hub/status").asString()).isEqualTo("connected");
        assertThat(all.status(PUMP).path("acknowledged").asInt()).isPositive();
    }

    @Test
    void hangingAgainAndAgainEndsInSafeModeWhichTriesAgainLater() throws Exception {
        for (int i = 0; i < 6; i++) {
            all.world.faults().now(PUMP, new Deed.HangingExports(HANG));
            all.time.pass(Duration.ofMinutes(6));
        }
        assertThat(all.reason(PUMP)).isEqualTo("safe-mode");
        int boots = boots();
        all.world.faults().now(PUMP, new Deed.HangingExports(HANG));
        all.time.pass(Duration.ofMinutes(20));
        assertThat(boots()).as("no more boots").isEqualTo(boots);
        assertThat(all.reason(PUMP)).isEqualTo("safe-mode");
        all.time.pass(Duration.ofMinutes(15));
        assertThat(all.reason(PUMP)).isEmpty();
        assertThat(all.status(PUMP).at("/hub/status").asString()).isEqualTo("connected");
    }
}
