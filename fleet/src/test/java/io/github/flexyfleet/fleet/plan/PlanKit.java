package io.github.flexyfleet.fleet.plan;

import io.github.flexyfleet.fleet.certificate.DeviceCertificate;
import io.github.flexyfleet.fleet.certificate.DeviceCredential;
import io.github.flexyfleet.fleet.certificate.SharedKey;
import io.github.flexyfleet.fleet.compile.Bundle;
import io.github.flexyfleet.fleet.compile.Compiler;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.compile.TestCertificates;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.gateway.SavedPrograms;
import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetFiles;
import io.github.flexyfleet.fleet.model.HubAccess;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.talk2m.RuntimeState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Fleets and what belongs to them, for tests of plans. A device keeps its certificate from fleet to fleet. */
final class PlanKit {
    static final Plan.Tool TOOL = new Plan.Tool("0.1.0", "1.0", "ab".repeat(32));
    static final String CANARY =
            Base64.getEncoder().encodeToString("CANARY-SECRET-KEY".getBytes(StandardCharsets.UTF_8));
    static final String FLEET = """
            fleet: waterworks
            hub: {host: my-hub.azure-devices.net}
            talk2m: {account: acme}
            defaults:
              heartbeat: 15m
              tagGroups:
                all: {groups: [A, B], push: {onChange: 2s, full: 20s}}
                slow: {groups: [C], push: {full: 10m}}
            rollout:
              waves:
                - {name: canary, devices: [pump-1], soak: 1m}
                - {name: rest}
              abort: [{when: FAILED, atLeast: 3}]
            sites:
              north:
                devices:
                  pump-1: {name: Pump 1, serial: 2005-0001-25}
                  pump-2: {name: Pump 2}
              south:
                devices:
                  pump-3: {name: Pump 3}
            """;

    private final Path folder;
    private final Map<DeviceId, DeviceCertificate> certificates = new HashMap<>();
    private List<X509Certificate> roots =
            List.of(TestCertificates.selfSigned("root", TestCertificates.START, TestCertificates.END));

    PlanKit(Path folder) {
        this.folder = folder;
    }

    Fleet fleet(String yaml) {
        return FleetFiles.fleet(folder, yaml);
    }

    Planner.Inputs inputs(String yaml) {
        Fleet fleet = fleet(yaml);
        return new Planner.Inputs(TOOL, fleet, targets(fleet), Optional.empty(), 8);
    }

    AppliedConfigurations applied() {
        return new AppliedConfigurations(folder.resolve("applied"));
    }

    Plan plan(String yaml) {
        return Planner.plan(inputs(yaml), Map.of(), applied());
    }

    /** Another certificate for a device from now on. */
    void renew(String device) {
        certificates.put(new DeviceId(device), TestCertificates.of(new DeviceId(device)));
    }

    /** Other roots from now on. */
    void otherRoots() {
        roots = List.of(TestCertificates.selfSigned("another", TestCertificates.START, TestCertificates.END));
    }

    /** These roots from now on. */
    void roots(X509Certificate... wanted) {
        roots = List.of(wanted);
    }

    List<DeviceTarget> targets(Fleet fleet) {
        Map<DeviceId, Device> devices =
                fleet.devices().stream().collect(Collectors.toMap(Device::id, Function.identity()));
        Map<DeviceId, Bundle> bundles =
                Compiler.compile(fleet, id -> credential(devices.get(id)), roots).bundles().stream()
                        .collect(Collectors.toMap(Bundle::device, Function.identity()));
        return fleet.devices().stream()
                .map(device -> new DeviceTarget(
                        device.id(),
                        device.siteName(),
                        device.talk2mName(),
                        device.serial(),
                        bundles.get(device.id()),
                        HubLogin.of(credential(device), CertificateSettings.Trust.THUMBPRINT),
                        new DeviceTarget.Handling(
                                device.access().takeOver(),
                                device.access().triggered(),
                                new SavedPrograms(folder.resolve("saved")))))
                .toList();
    }

    private DeviceCredential credential(Device device) {
        return device.hubAccess().auth() instanceof HubAccess.Auth.X509
                ? certificates.computeIfAbsent(device.id(), TestCertificates::of)
                : SharedKey.imported(device.id(), Secret.of(CANARY));
    }

    /** What a twin says of a device that runs this digest. */
    static Observation runs(Digest digest) {
        return runs(digest, TOOL.runtime());
    }

    static Observation runs(Digest digest, String runtime) {
        return new Observation(
                Observation.Means.TWIN,
                Optional.of(
                        new Observation.Seen(RuntimeState.CONFIRMED, Optional.of(digest), runtime, Optional.empty())),
                Optional.empty());
    }

    /** All devices run what these inputs want, and it was applied from here. */
    Map<DeviceId, Observation> allRun(Planner.Inputs inputs) {
        Map<DeviceId, Observation> all = new HashMap<>();
        for (DeviceTarget target : inputs.targets()) {
            applied().keep(target.bundle());
            all.put(target.device(), runs(target.digest()));
        }
        return all;
    }

    static PlannedDevice device(Plan plan, String id) {
        return plan.byId().get(new DeviceId(id));
    }
}
