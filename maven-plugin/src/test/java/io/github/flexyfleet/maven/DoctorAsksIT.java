package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.doctor.DoctorCode;
import io.github.flexyfleet.fleet.doctor.DoctorReport;
import io.github.flexyfleet.fleet.doctor.Verdict;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.simulator.fault.Deed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A device that sends once an hour: the doctor sees a message because it asks for one, and for no other reason. */
@Timeout(value = 150, unit = TimeUnit.SECONDS)
class DoctorAsksIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private static DoctorReport examine(RehearsedFleet fleet) throws Exception {
        return EngineDoctor.of(fleet.fleet(), fleet.engine(), fleet.surroundings(), PATIENCE, Pace.system())
                .examine(fleet.targets().targets());
    }

    @Test
    void aMessageIsSeenWhenItIsAskedForAndTheRouteLeadsToTheReader() throws Exception {
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            fleet.changeToSeldom(3600);
            assertThat(fleet.deploy(Duration.ofSeconds(60)).devices())
                    .extracting(DeviceResult::outcome)
                    .containsOnly(Outcome.CONFIRMED);

            DoctorReport well = examine(fleet);
            fleet.surroundings().world().faults().now(new Deed.RouteAway("pump-1", Duration.ofHours(1)));
            DoctorReport routed = examine(fleet);

            assertThat(well.problems()).as("%s", well.lines()).isEmpty();
            assertThat(well.lines())
                    .filteredOn(line -> line.contains("a message asked for and seen: message"))
                    .singleElement()
                    .asString()
                    .contains("s after it was asked for, under the right configuration")
                    .endsWith("as JSON in UTF-8");
            assertThat(routed.problems())
                    .as("%s", routed.lines())
                    .extracting(Verdict.Problem::code)
                    .containsExactly(DoctorCode.NO_MESSAGE);
        }
    }
}
