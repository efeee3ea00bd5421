package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.identity.ExportCheck.Mismatch;
import io.github.flexyfleet.fleet.identity.WantedIdentity;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which goals make no certificates. */
class OnlyLooksTest {
    @TempDir
    Path folder;

    @Test
    void goalsThatBringDevicesNothingOnlyLook() {
        assertThat(Stream.<AbstractWorldMojo>of(
                        new DoctorMojo(),
                        new StatusMojo(),
                        new MetricsMojo(),
                        new LogsMojo(),
                        new ProbeMojo(),
                        new ReleaseMojo(),
                        new DriftMojo()))
                .allMatch(AbstractWorldMojo::onlyLooks);
        assertThat(new VerifyIdentitiesMojo().onlyLooks()).isTrue();
    }

    /** What these say must be what a deploy brings. */
    @Test
    void goalsThatNameWhatADeployBringsMakeIt() {
        assertThat(Stream.<AbstractWorldMojo>of(new PlanMojo(), new ApproveMojo(), new DeployMojo()))
                .noneMatch(AbstractWorldMojo::onlyLooks);
        assertThat(new IdentitiesMojo().onlyLooks()).isFalse();
    }

    @Test
    void ofADeviceWithoutACertificateHereItIsSaidThatNothingWasCompared() throws Exception {
        Fleet fleet = WrittenFleet.read(folder, """
                        fleet: small
                        hub: {host: h.azure-devices.net}
                        talk2m: {account: demo}
                        defaults:
                          tagGroups: {all: {groups: [A], push: {full: 1h}}}
                        sites:
                          brussels:
                            timeZone: UTC
                            devices: {pump-1: , pump-2: , pump-3: {auth: sas}}
                        """).fleet().orElseThrow();
        List<WantedIdentity> wanted = WantedIdentity.of(fleet, Map.of(), Set.of());
        Mismatch kind = new Mismatch("pump-1", ProblemCode.OTHER_AUTHENTICATION, "as if it had a key");
        Mismatch missing = new Mismatch("pump-2", ProblemCode.IDENTITY_MISSING, "the hub has no such identity");
        Mismatch keyed = new Mismatch("pump-3", ProblemCode.OTHER_AUTHENTICATION, "it has a key");

        assertThat(UnknownCertificates.told(fleet, wanted, List.of(kind, missing, keyed)))
                .extracting(Mismatch::where, Mismatch::code)
                .containsExactly(
                        tuple("pump-2", ProblemCode.IDENTITY_MISSING),
                        tuple("pump-3", ProblemCode.OTHER_AUTHENTICATION),
                        tuple("pump-1", ProblemCode.CERTIFICATES));
        assertThat(wanted).extracting(WantedIdentity::device).contains(new DeviceId("pump-1"));
    }
}
