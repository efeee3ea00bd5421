package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.model.CertificateSettings.Custody;
import io.github.flexyfleet.fleet.model.CertificateSettings.Issuer;
import io.github.flexyfleet.fleet.model.CertificateSettings.KeyKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateSettingsTest {
    @TempDir
    Path folder;

    @Test
    void eachSettingHasItsOwnLayers() {
        FleetResult result = FleetFiles.read(folder, """
                fleet: f
                hub: {host: h.azure-devices.net}
                talk2m: {account: demo}
                defaults:
                  certificate: {validity: 730d, custody: keystore, secret: keys/all}
                  tagGroups: {g: {groups: [A], push: {full: 1h}}}
                profiles:
                  careful: {certificate: {renewAt: 66.6%, key: rsa-3072}}
                sites:
                  north:
                    profiles: [careful]
                    certificate: {issuer: ca}
                    devices:
                      usual: {}
                      own: {certificate: {custody: device-only, secret: null, renewAt: 50%}}
                """);

        assertThat(result.findings()).extracting(Finding::code).containsExactly(FindingCode.KEY_KIND_UNPROVEN);
        Fleet fleet = result.fleet().orElseThrow();
        CertificateSettings usual = fleet.devices().get(0).certificate();
        assertThat(usual)
                .isEqualTo(new CertificateSettings(
                        KeyKind.RSA_3072,
                        Duration.ofDays(730),
                        new Share(6660),
                        Issuer.CA,
                        Custody.KEYSTORE,
                        Optional.of(new SecretRef("keys/all"))));
        CertificateSettings own = fleet.devices().get(1).certificate();
        assertThat(own.custody()).isEqualTo(Custody.DEVICE_ONLY);
        assertThat(own.renewAt()).isEqualTo(new Share(5000));
        assertThat(own.key()).isEqualTo(KeyKind.RSA_3072);
    }

    @Test
    void whereNothingIsSaidTheBuiltInSettingsHold() {
        FleetResult result = certificate("{}");

        assertThat(result.findings()).isEmpty();
        assertThat(result.fleet().orElseThrow().devices().get(0).certificate()).isEqualTo(CertificateSettings.BUILT_IN);
    }

    @ParameterizedTest
    @CsvSource({"9.99%, too early", "10%, ", "95%, ", "95.01%, too late", "100%, too late"})
    void aRenewalIsAtTenToNinetyFivePercent(String share, String wrong) {
        FleetResult result = certificate("{renewAt: " + share + "}");

        if (wrong == null) {
            assertThat(result.findings()).isEmpty();
        } else {
            assertThat(result.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.code()).isEqualTo(FindingCode.RENEW_AT_RANGE);
                assertThat(finding.what()).contains(share).endsWith(wrong);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{key: rsa-1024}",
                "{custody: usb-stick}",
                "{issuer: verisign}",
                "{renewAt: 0.8}",
                "{renewAt: late}"
            })
    void whatNobodyKnowsIsRefused(String certificate) {
        assertThat(certificate(certificate).fleet()).isEmpty();
    }

    @Test
    void aPassPhraseInTheFileItselfIsRefusedAndNotShown() {
        FleetResult result = certificate("{custody: keystore, secret: \"correct horse battery staple\"}");

        assertThat(result.fleet()).isEmpty();
        assertThat(result.findings()).noneMatch(finding -> finding.render().contains("horse"));
    }

    private FleetResult certificate(String certificate) {
        return FleetFiles.read(folder, """
                fleet: f
                hub: {host: h.azure-devices.net}
                talk2m: {account: demo}
                sites: {s: {devices: {d: {certificate: %s, tagGroups: {g: {groups: [A], push: {full: 1h}}}}}}}
                """.formatted(certificate));
    }
}
