package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.finding.FindingCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubAccessTest {
    private static final String PLANTED = "SharedAccessKey=cGxhbnRlZA==";

    @TempDir
    private Path folder;

    private FleetResult read(String site, String device) {
        return FleetFiles.read(folder, """
                fleet: f
                hub: {host: h.azure-devices.net}
                talk2m: {account: a}
                defaults:
                  tagGroups: {g: {groups: [A], push: {full: 1h}}}
                sites:
                  s:
                    %s
                    devices: {d1: {%s}}
                """.formatted(site, device));
    }

    private HubAccess access(String site, String device) {
        FleetResult result = read(site, device);
        assertThat(result.findings()).isEmpty();
        return result.fleet().orElseThrow().devices().get(0).hubAccess();
    }

    @Test
    void aDeviceHasMqttAndACertificateUnlessItSaysOtherwise() {
        assertThat(access("heartbeat: 1m", "")).isEqualTo(HubAccess.STANDARD);
    }

    @Test
    void transportAndAuthAreLayeredEachForItself() {
        HubAccess access = access("auth: sas", "transport: https");

        assertThat(access.transport()).isEqualTo(HubAccess.Transport.HTTPS);
        assertThat(access.auth()).isInstanceOf(HubAccess.Auth.Sas.class);
        assertThat(access("transport: https", "transport: mqtt").transport()).isEqualTo(HubAccess.Transport.MQTT);
    }

    @Test
    void theSecretIsNamedAfterTheDeviceUnlessTheFleetFileNamesIt() {
        DeviceId id = new DeviceId("d1");

        assertThat(((HubAccess.Auth.Sas) access("auth: sas", "").auth()).secretOf(id))
                .isEqualTo(new SecretRef("hub/d1"));
        assertThat(((HubAccess.Auth.Sas) access("auth: sas", "sas: {secret: \"mine/${device.id}\"}")
                                .auth())
                        .secretOf(id))
                .isEqualTo(new SecretRef("mine/d1"));
    }

    @Test
    void httpsWithoutAKeyIsAnErrorAtTheTransport() {
        assertThat(read("transport: https", "").findings())
                .singleElement()
                .extracting(Finding::code, finding -> finding.span().toString())
                .containsExactly(FindingCode.HTTPS_NEEDS_SAS, "fleet.yaml:8:16");
    }

    @Test
    void aConnectionStringInTheFileIsFoundAndNotShown() {
        for (String device : new String[] {
            "sas: {secret: \"HostName=h;DeviceId=d1;" + PLANTED + "\"}",
            "sas: \"HostName=h;DeviceId=d1;" + PLANTED + "\"",
            "sas: {connectionString: \"HostName=h;DeviceId=d1;" + PLANTED + "\"}"
        }) {
            assertThat(read("auth: sas", device).findings())
                    .anyMatch(finding -> finding.code() == FindingCode.INLINE_SECRET)
                    .noneMatch(finding -> finding.toString().contains("cGxhbnRlZA"));
        }
    }
}
