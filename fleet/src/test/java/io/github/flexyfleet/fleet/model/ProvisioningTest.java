package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.finding.FindingCode;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvisioningTest {
    @TempDir
    private Path folder;

    private FleetResult read(String hub, String device) {
        return FleetFiles.read(folder, """
                fleet: Pumps
                hub: {host: h.azure-devices.net%s}
                talk2m: {account: a}
                defaults:
                  tagGroups: {g: {groups: [A], push: {full: 1h}}}
                sites:
                  s:
                    devices: {d1: {%s}}
                """.formatted(hub, device));
    }

    private Optional<Provisioning> provisioning(String hub) {
        FleetResult result = read(hub, "");
        assertThat(result.findings()).isEmpty();
        return result.fleet().orElseThrow().hub().provisioning();
    }

    @Test
    void identitiesAreMadeDirectlyUnlessTheFleetFileSaysOtherwise() {
        assertThat(provisioning("")).isEmpty();
        assertThat(provisioning(", provisioning: direct")).isEmpty();
    }

    @Test
    void theServiceOfThePublicCloudAndAGroupOfTheFleetsNameAreBuiltIn() {
        assertThat(provisioning(", provisioning: dps, dps: {idScope: 0ne1}"))
                .contains(new Provisioning("0ne1", "global.azure-devices-provisioning.net", "pumps"));
        assertThat(provisioning(", provisioning: dps, dps: {idScope: 0ne1, host: dps.example.cn, group: all}"))
                .contains(new Provisioning("0ne1", "dps.example.cn", "all"));
    }

    @Test
    void whatCannotWorkIsFoundWithItsPlace() {
        assertThat(read(", provisioning: dps", "").findings())
                .singleElement()
                .extracting(Finding::code, found -> found.span().toString())
                .containsExactly(FindingCode.DPS_WITHOUT_SCOPE, "fleet.yaml:2:48");
        assertThat(read(", provisioning: dps, dps: {idScope: 0ne1}", "auth: sas")
                        .findings())
                .singleElement()
                .extracting(Finding::code, found -> found.span().toString())
                .containsExactly(FindingCode.DPS_NEEDS_CERTIFICATE, "fleet.yaml:8:26");
        assertThat(read(", provisioning: dps, dps: {idScope: 0ne1}", "certificate: {issuer: ca, trust: authority}")
                        .findings())
                .singleElement()
                .extracting(Finding::code, found -> found.span().toString())
                .containsExactly(FindingCode.DPS_TRUSTS_THUMBPRINTS, "fleet.yaml:8:15");
        assertThat(read(", dps: {idScope: 0ne1}", "").findings())
                .singleElement()
                .extracting(Finding::code)
                .isEqualTo(FindingCode.DPS_UNUSED);
        assertThat(read(", provisioning: dps, dps: {idScope: 0ne1, host: \"https://dps.example\"}", "")
                        .findings())
                .singleElement()
                .extracting(Finding::code)
                .isEqualTo(FindingCode.BAD_HOST);
    }
}
