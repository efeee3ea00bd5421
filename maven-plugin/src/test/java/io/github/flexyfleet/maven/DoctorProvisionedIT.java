package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.doctor.DoctorReport;
import io.github.flexyfleet.fleet.doctor.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong at the Device Provisioning Service, which the world of {@link DoctorFaultsIT} has none of. */
@Timeout(value = 150, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorProvisionedIT {
    private static final String WELL = "well";
    /** A client is given up after 3 min, and the pause before the next one is 10 min at most. */
    private static final Duration A_TRY = Duration.ofMinutes(14);

    @TempDir
    static Path folder;

    private Hospital hospital;

    static Stream<Ailment> ailments() {
        return Ailment.ofProvisioned().stream();
    }

    @BeforeAll
    void provisionThenBreak() throws Exception {
        List<String> all =
                Stream.concat(Stream.of(WELL), ailments().map(Ailment::name)).toList();
        hospital = new Hospital(folder, all, ", provisioning: dps, dps: {idScope: 0ne00ABCDEF}");
        hospital.deployTo(all);
        for (Ailment one : Ailment.ofProvisioned()) {
            one.fault().strike(hospital, one.name());
        }
        hospital.pass(A_TRY);
    }

    @AfterAll
    void close() {
        if (hospital != null) {
            hospital.close();
        }
    }

    @ParameterizedTest
    @MethodSource("ailments")
    void itsCodeAndItsMendAreTold(Ailment one) throws Exception {
        DoctorReport report = hospital.examine(one.name(), one.look());

        assertThat(report.problems())
                .as("%s", report.lines())
                .extracting(Verdict.Problem::code)
                .containsExactly(one.code());
        assertThat(report.lines()).contains("              mend: " + one.code().mend());
    }

    @Test
    void aDeviceThatStaysWhereItIsHasNothing() throws Exception {
        DoctorReport report = hospital.examine(WELL, Look.usual());

        assertThat(report.problems()).as("%s", report.lines()).isEmpty();
        assertThat(report.devices().values())
                .singleElement()
                .satisfies(links -> assertThat(links)
                        .hasSize(12)
                        .allSatisfy(link -> assertThat(link.verdict()).isInstanceOf(Verdict.Ok.class)));
    }
}
