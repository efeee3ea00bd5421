package io.github.flexyfleet.fleet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetFiles;
import io.github.flexyfleet.fleet.model.HubAccess;
import io.github.flexyfleet.fleet.secret.Secret;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedKeysTest {
    private static final String KEY = "YSBrZXk=";

    @TempDir
    private Path folder;

    private Fleet fleet() {
        return FleetFiles.read(folder, """
                        fleet: f
                        hub: {host: h.azure-devices.net}
                        talk2m: {account: a}
                        defaults:
                          sas: {secret: "plants/${site.name}/${device.id}"}
                          tagGroups: {g: {groups: [A], push: {full: 1h}}}
                        sites:
                          s:
                            auth: sas
                            devices: {d1: , d2: , d3: {auth: x509}}
                        """).fleet().orElseThrow();
    }

    private static String secretOf(Device device) {
        return ((HubAccess.Auth.Sas) device.hubAccess().auth())
                .secretOf(device.id())
                .name();
    }

    @Test
    void eachDeviceWithAKeyIsAskedForByTheNameOfItsOwnSecret() {
        Map<String, String> kept = Map.of(
                "plants/s/d1",
                "HostName=h.azure-devices.net;DeviceId=d1;SharedAccessKey=" + KEY,
                "plants/s/d2",
                "HostName=h.azure-devices.net;DeviceId=d2;SharedAccessKey=YW5vdGhlcg==");

        SharedKeys.Result result = SharedKeys.read(fleet(), device -> Secret.of(kept.get(secretOf(device))));

        assertThat(result.findings()).isEmpty();
        assertThat(result.keys().keys()).containsOnlyKeys(new DeviceId("d1"), new DeviceId("d2"));
        assertThat(result.keys().of(new DeviceId("d1")).key().reveal()).isEqualTo(KEY);
        assertThat(result.keys()).asString().doesNotContain(KEY);
    }

    @Test
    void allThatIsWrongIsToldAtOnceAndWhere() {
        SharedKeys.Result result = SharedKeys.read(
                fleet(), device -> Secret.of("HostName=h.azure-devices.net;DeviceId=d9;SharedAccessKey=" + KEY));

        assertThat(result.findings()).hasSize(2).allSatisfy(finding -> {
            assertThat(finding.code()).isEqualTo(FindingCode.BAD_DEVICE_KEY);
            assertThat(finding.span().toString()).isEqualTo("fleet.yaml:9:11");
        });
        assertThat(result.findings())
                .extracting(Finding::what)
                .containsExactlyInAnyOrder(
                        "secret plants/s/d1 of device d1: it is for device d9, not d1",
                        "secret plants/s/d2 of device d2: it is for device d9, not d2");
    }
}
