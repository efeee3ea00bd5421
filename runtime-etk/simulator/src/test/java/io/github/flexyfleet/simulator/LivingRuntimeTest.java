package io.github.flexyfleet.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.RuntimeWorld.Identity;
import io.github.flexyfleet.simulator.fault.Deed;
import io.github.flexyfleet.simulator.flexy.WebRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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

    @Test
    void aHubThatAnswersNothingDoesNotStopTheTime() throws Exception {
        Instant begun = all.time.instant();
        all.world.faults().now(new Deed.Silence("pump-1", Duration.ofHours(1)));
        all.time.pass(Duration.ofMinutes(5));
        assertThat(all.time.instant()).isEqualTo(begun.plus(Duration.ofMinutes(5)));
        assertThat(all.reason(PUMP)).isEqualTo("no-answer");
        all.world.faults().calm();
        all.time.pass(Duration.ofMinutes(5));
        assertThat(all.reason(PUMP)).isEmpty();
        assertThat(all.status(PUMP).at("/hub/status").asString()).isEqualTo("connected");
    }

    @Test
    void theWatchOutlivesJavaThatIsStoppedByHandButNotARelease() throws Exception {
        stopJava();
        all.time.pass(Duration.ofMinutes(6));
        assertThat(boots()).as("the watch boots a Flexy whose Java was stopped").isEqualTo(2);

        Map<String, String> restore = Map.of("do", "restore", "request", "r-1");
        all.form(PUMP, "fleetScript", restore);
        all.time.pass(Duration.ofSeconds(5));
        assertThat(all.form(PUMP, "fleetScript", restore).path("done").asBoolean())
                .isTrue();
        stopJava();
        all.time.pass(Duration.ofHours(1));
        assertThat(all.status(PUMP).isEmpty())
                .as("nothing boots it, and starts the runtime again")
                .isTrue();
    }

    private void stopJava() {
        byte[] answer = all.world
                .flexy(PUMP)
                .orElseThrow()
                .answer(new WebRequest(
                        "GET",
                        "rcgi.bin/jvmCmd",
                        Map.of("cmd", "stop"),
                        all.world.device().user(),
                        all.world.device().password()))
                .body();
        assertThat(new String(answer, UTF_8)).isEqualTo("JVM Stopped");
    }
}
