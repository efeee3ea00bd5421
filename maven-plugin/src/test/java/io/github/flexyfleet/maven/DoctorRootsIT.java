package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.doctor.DoctorCode;
import io.github.flexyfleet.fleet.doctor.DoctorReport;
import io.github.flexyfleet.fleet.doctor.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The hub shows itself under another root than the one that its devices were given. */
@Timeout(value = 150, unit = TimeUnit.SECONDS)
class DoctorRootsIT {
    @TempDir
    Path folder;

    @Test
    void rootsThatDoNotFitAreNamed() throws Exception {
        try (Hospital hospital = new Hospital(folder, List.of("pump"))) {
            hospital.deployTo(List.of("pump"));
            hospital.changeRoot();
            hospital.pass(Duration.ofMinutes(5));

            DoctorReport report = hospital.examine("pump", Look.usual());

            assertThat(report.problems())
                    .as("%s", report.lines())
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.code()).isEqualTo(DoctorCode.WRONG_ROOTS);
                        assertThat(problem.what())
                                .contains("the hub shows this machine a certificate under flexy fleet");
                    });
            assertThat(report.devices().values())
                    .singleElement()
                    .satisfies(links ->
                            assertThat(links.get(links.size() - 1).verdict()).isInstanceOf(Verdict.NotLooked.class));
        }
    }
}
