package io.github.flexyfleet.fleet.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.hub.IdentityMark;
import io.github.flexyfleet.fleet.hub.IotHubFailure;
import io.github.flexyfleet.fleet.talk2m.HubReason;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus.LinkState;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A device whose hub is assigned by the Device Provisioning Service. */
class DoctorProvisioningTest {
    private final Ward ward = new Ward();

    private Verdict.Problem onlyProblem() throws Exception {
        DoctorReport report = ward.examine();
        assertThat(report.problems()).as("%s", report.lines()).hasSize(1);
        return report.problems().get(0);
    }

    private void unregistered(String reason) {
        ward.assigned = Optional.of("");
        ward.link = LinkState.DISCONNECTED;
        ward.reason = Optional.of(reason);
    }

    /** By an enrollment that is enabled by hand a revoked certificate gets in again; only the hub's identity has the mark. */
    @ParameterizedTest
    @ValueSource(strings = {"dps-failed", "dps-refused"})
    void whatWasRevokedIsNamedAndNotToBeEnabled(String reason) throws Exception {
        unregistered(reason);
        ward.enabled = false;
        ward.statusReason = IdentityMark.revokedBy("plant", ward.now).text();

        Verdict.Problem problem = onlyProblem();

        assertThat(problem.code()).isEqualTo(DoctorCode.IDENTITY_REVOKED);
        assertThat(problem.mend()).contains("flexy:deploy", "Do not enable it by hand");
    }

    @Test
    void whatADeployShutOutIsNamed() throws Exception {
        unregistered("dps-failed");
        ward.enabled = false;
        ward.statusReason = IdentityMark.removedFrom("plant").text();

        assertThat(onlyProblem().what()).contains("the device had left the fleet file");
    }

    @Test
    void withoutAMarkTheServiceIsNamedAndTheMendWarns() throws Exception {
        unregistered("dps-failed");
        ward.registered = false;

        Verdict.Problem problem = onlyProblem();

        assertThat(problem.code()).isEqualTo(DoctorCode.NOT_REGISTERED);
        assertThat(problem.mend()).contains("find out who disabled it", "after flexy:revoke");
    }

    @Test
    void withoutALoginAtTheHubTheServiceIsNamed() throws Exception {
        unregistered("dps-failed");
        ward.registry = Optional.of(new IotHubFailure.NoToken("there is none"));

        assertThat(onlyProblem().code()).isEqualTo(DoctorCode.NOT_REGISTERED);
    }

    @Test
    void theStatusGivesNoAdviceThatLetsARevokedCertificateIn() {
        assertThat(HubReason.of("dps-failed").mend())
                .contains("find out who disabled it", "after flexy:revoke deploy instead");
    }

    /** The status names the hub, and the port that is closed is another host's. */
    @ParameterizedTest
    @CsvSource({"name, NAME, ''", "tcp, PORT, ''", "name, NAME, h.azure-devices.net", "tcp, PORT, h.azure-devices.net"})
    void whileItRegistersTheServicesHostIsNamed(String reason, DoctorCode code, String assigned) throws Exception {
        ward.assigned = Optional.of(assigned);
        ward.link = assigned.isEmpty() ? LinkState.DISCONNECTED : LinkState.REGISTERING;
        ward.reason = Optional.of(reason);

        Verdict.Problem problem = onlyProblem();

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.what()).contains("dps.example").doesNotContain("h.azure-devices.net");
        assertThat(problem.mend()).contains("Device Provisioning Service").isNotEqualTo(code.mend());
    }

    @ParameterizedTest
    @CsvSource({"name, h.azure-devices.net", "tcp, 8883;"})
    void onceItIsAssignedTheHubIsNamed(String reason, String words) throws Exception {
        ward.assigned = Optional.of("h.azure-devices.net");
        ward.link = LinkState.DISCONNECTED;
        ward.reason = Optional.of(reason);

        assertThat(onlyProblem().what()).contains(words).doesNotContain("dps.example");
    }
}
