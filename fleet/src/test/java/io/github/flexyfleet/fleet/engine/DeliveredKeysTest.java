package io.github.flexyfleet.fleet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.certificate.FirstKeys;
import io.github.flexyfleet.fleet.certificate.KeyUnavailableException;
import io.github.flexyfleet.fleet.compile.BundleWriter;
import io.github.flexyfleet.fleet.compile.WriteReport;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that their devices alone are to have, from the targets of a deploy to the files of a bundle. */
class DeliveredKeysTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");

    @TempDir
    Path folder;

    private Fleet fleet;
    private CertificateStore store;
    private DeliveredKeys keys;

    @BeforeEach
    void deliverTwo() throws Exception {
        Files.writeString(folder.resolve("fleet.yaml"), """
                fleet: f
                hub: {host: h.azure-devices.net}
                talk2m: {account: demo}
                defaults: {tagGroups: {g: {groups: [A], push: {full: 1h}}}}
                sites: {s: {devices: {alone: {certificate: {custody: device-only}}, copied: }}}
                """);
        fleet = new FleetReader(() -> NOW)
                .read(folder.toRealPath(), Path.of("fleet.yaml"))
                .fleet()
                .orElseThrow();
        store = new CertificateStore(
                folder.resolve("certificates"), new CertificateIssuer(new SecureRandom(), () -> NOW), () -> NOW);
        keys = new DeliveredKeys(fleet, store, new FirstKeys(folder.resolve("keys")));
    }

    private FleetTargets targets() throws IOException {
        return FleetTargets.of(fleet, store, List.of());
    }

    private DeviceTarget target(String device) throws IOException {
        return targets().targets().stream()
                .filter(each -> each.device().equals(new DeviceId(device)))
                .findFirst()
                .orElseThrow();
    }

    private static DeviceResult ended(DeviceTarget target, Outcome outcome, ProblemCode... problem) {
        Optional<DeviceProblem> what =
                problem.length == 0 ? Optional.empty() : Optional.of(new DeviceProblem(problem[0], "what", "mend"));
        return new DeviceResult(target, 0, outcome, Evidence.none(), 0, what);
    }

    @Test
    void aConfirmedDeviceKeepsItsKeyAloneAndItsDigestStays() throws Exception {
        DeviceTarget before = target("alone");

        keys.finished(ended(before, Outcome.CONFIRMED));
        keys.finished(ended(target("copied"), Outcome.CONFIRMED));

        assertThat(target("alone").bundle()).as("nothing is to be deployed").isEqualTo(before.bundle());
        assertThatThrownBy(() -> target("alone")
                        .bundle()
                        .file("device.key")
                        .orElseThrow()
                        .content())
                .isInstanceOf(KeyUnavailableException.class);
        assertThat(target("copied").bundle().file("device.key").orElseThrow().content())
                .isNotEmpty();
    }

    @Test
    void aDeviceThatWentBackMayStillNeedIt() throws Exception {
        for (Outcome outcome : List.of(Outcome.REVERTED, Outcome.FAILED, Outcome.UNREACHABLE, Outcome.REJECTED)) {
            keys.finished(ended(target("alone"), outcome, ProblemCode.NO_EVIDENCE));
        }

        assertThat(target("alone").bundle().file("device.key").orElseThrow().content())
                .isNotEmpty();
    }

    @Test
    void filesOfBundlesAreWrittenWithoutIt() throws Exception {
        Path bundles = folder.resolve("bundles");
        assertThat(BundleWriter.write(targets().compiled(), bundles).withoutKey())
                .isEmpty();
        assertThat(bundles.resolve("alone/device.key")).exists();

        DeviceTarget delivered = target("alone");
        keys.finished(ended(delivered, Outcome.CONFIRMED));
        WriteReport report = BundleWriter.write(targets().compiled(), bundles);

        assertThat(report.withoutKey()).containsExactly(new DeviceId("alone"));
        assertThat(bundles.resolve("alone/device.key"))
                .as("not even that of an earlier run")
                .doesNotExist();
        assertThat(bundles.resolve("alone/manifest")).content().contains(" device.key\n");
        assertThat(bundles.resolve("copied/device.key")).exists();
        assertThat(target("alone").bundle())
                .as("whoever writes files changes no certificate")
                .isEqualTo(delivered.bundle());
    }

    @Test
    void aDeviceThatLacksItGetsAnotherCertificate() throws Exception {
        DeviceTarget before = target("alone");
        keys.finished(ended(before, Outcome.CONFIRMED));

        keys.finished(ended(target("alone"), Outcome.FAILED, ProblemCode.KEY_UNAVAILABLE));

        DeviceTarget after = target("alone");
        assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
        assertThat(after.bundle().file("device.key").orElseThrow().content()).isNotEmpty();
    }
}
