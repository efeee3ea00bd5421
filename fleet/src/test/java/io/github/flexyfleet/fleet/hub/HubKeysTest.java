package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.FirstKeys;
import io.github.flexyfleet.fleet.certificate.KeySlot;
import io.github.flexyfleet.fleet.certificate.SharedKey;
import io.github.flexyfleet.fleet.engine.HubKeys;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.hub.FaultyService.Fault;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.secret.Secret;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the hub's two keys a device is to use. */
class HubKeysTest extends KeysAtHub {
    private void present(String device, String reason, String primary, String secondary) {
        hub.put("""
                {"deviceId":"%s","etag":"1","status":"enabled","statusReason":"%s",
                 "authentication":{"type":"sas","symmetricKey":{"primaryKey":"%s","secondaryKey":"%s"}}}
                """.formatted(device, reason, primary, secondary));
    }

    private FirstKeys firstKeys() {
        return new FirstKeys(folder.resolve("keys"));
    }

    private SharedKeys.Result read(Fleet fleet, Function<Device, Optional<Secret>> imported) {
        return SharedKeys.read(fleet, imported, () -> new HubKeys(registry.keys(), firstKeys()));
    }

    private SharedKey one(Fleet fleet) {
        SharedKeys.Result result = read(fleet, device -> Optional.empty());
        assertThat(result.findings()).isEmpty();
        return result.keys().keys().get(new DeviceId("pump-1"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "(primary key since 2026-11-01T00:00Z),   -,   1, PRIMARY",
                "(primary key since 2026-11-01T00:00Z),   90d, 1, PRIMARY",
                "(primary key since 2026-08-24T19:01Z),   90d, 1, PRIMARY",
                "(primary key since 2026-08-24T19:00Z),   90d, 2, SECONDARY",
                "(secondary key since 2026-11-01T00:00Z), 90d, 2, SECONDARY",
                "(secondary key since 2025-11-01T00:00Z), 90d, 1, PRIMARY",
                "(secondary key to be replaced),          -,   1, PRIMARY",
                "(removed),                               90d, 1, PRIMARY",
                "(key revoked),                           90d, 1, PRIMARY",
                "'',                                      1h,  1, PRIMARY"
            })
    void itIsTheOneInUseUntilItIsTimeForTheOther(String mark, String period, String which, KeySlot slot) {
        present("pump-1", ("flexyfleet: waterworks " + mark).strip(), FIRST, SECOND);

        SharedKey key = one(fleet(period == null ? "" : "sas: {rotateAfter: " + period + "}", "pump-1: "));

        assertThat(key.key().reveal()).isEqualTo(key(which));
        assertThat(key.origin()).isEqualTo(new SharedKey.Origin.AtHub(slot));
        assertThat(firstKeys().find(new DeviceId("pump-1")))
                .as("the hub is the only store")
                .isEmpty();
        assertThat(hub.takeRequests()).allMatch(request -> request.startsWith("GET"));
    }

    @ParameterizedTest
    @CsvSource({"by hand", "'flexyfleet: other (secondary key since 2020-01-01T00:00Z)'"})
    void ofSomebodyElseTheFirstIsTakenWhateverItsAge(String reason) {
        present("pump-1", reason, FIRST, SECOND);

        assertThat(one(fleet("sas: {rotateAfter: 1h}", "pump-1: ")).key().reveal())
                .isEqualTo(FIRST);
    }

    @Test
    void withOneKeyInBothSlotsTheOtherPlaceIsNamedSoThatThisOneIsReplaced() {
        present("pump-1", "flexyfleet: waterworks (primary key since 2026-11-01T00:00Z)", FIRST, FIRST);

        SharedKey key = one(fleet("", "pump-1: "));

        assertThat(key.key().reveal()).isEqualTo(FIRST);
        assertThat(key.origin()).isEqualTo(new SharedKey.Origin.AtHub(KeySlot.SECONDARY));
    }

    @Test
    void aDeviceThatTheHubDoesNotKnowHasAKeyThatStaysUntilItDoes() {
        Fleet fleet = fleet("", "pump-1: ");
        SharedKey first = one(fleet);

        assertThat(one(fleet)).isEqualTo(first);
        assertThat(Base64.getDecoder().decode(first.key().reveal())).hasSize(32);
        registry.keys().create(first.device(), first.key(), Optional.of(IdentityMark.of("waterworks")));
        assertThat(one(fleet)).isEqualTo(first);
        assertThat(folder.resolve("keys")).isDirectoryNotContaining("glob:**.sas");
    }

    @Test
    void withAKeystoreNoKeyLiesInAFile() {
        SharedKeys.Result result =
                read(fleet("certificate: {custody: keystore}", "pump-1: , pump-2: "), device -> Optional.empty());

        assertThat(result.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(FindingCode.KEY_NOT_AT_HUB);
            assertThat(finding.what()).endsWith("pump-1, pump-2");
        });
        assertThat(folder.resolve("keys")).doesNotExist();
    }

    @Test
    void manyDevicesAreOneCall() {
        StringBuilder devices = new StringBuilder();
        for (int i = 1; i <= 20; i++) {
            devices.append("pump-").append(i).append(": , ");
            if (i <= 15) {
                present("pump-" + i, "", FIRST, SECOND);
            }
        }
        present("stranger", "", key("9"), key("8"));

        SharedKeys.Result result =
                read(fleet("", devices.substring(0, devices.length() - 2)), device -> Optional.empty());

        assertThat(result.keys().keys()).hasSize(20).doesNotContainKey(new DeviceId("stranger"));
        assertThat(hub.takeRequests()).containsExactly("GET /devices?top=1000&api-version=2021-04-12");
    }

    @Test
    void aHubThatCannotBeReadIsToldOnceForAllAndImportedKeysDoWithoutIt() {
        hub.faults(Fault.LOST_REQUEST, Fault.LOST_REQUEST, Fault.LOST_REQUEST, Fault.LOST_REQUEST, Fault.LOST_REQUEST);
        SharedKeys.Result result = read(
                fleet("", "pump-1: , pump-2: , pump-3: "),
                device ->
                        device.id().value().equals("pump-3") ? Optional.of(string("pump-3", FIRST)) : Optional.empty());

        assertThat(result.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(FindingCode.HUB_KEYS_UNREADABLE);
            assertThat(finding.what()).contains("pump-1, pump-2").doesNotContain("pump-3");
        });
        assertThat(result.keys().keys()).containsOnlyKeys(new DeviceId("pump-3"));
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "3, true"})
    void ofAnImportedKeyItIsSeenWhetherTheHubHasIt(String which, boolean unknown) {
        present("pump-1", "", FIRST, SECOND);

        SharedKeys.Result result = read(fleet("", "pump-1: "), device -> Optional.of(string("pump-1", key(which))));

        assertThat(result.findings()).isEmpty();
        assertThat(result.keys().keys().get(new DeviceId("pump-1")).origin())
                .isEqualTo(new SharedKey.Origin.Imported(unknown));
    }

    private static Secret string(String device, String key) {
        return Secret.of("HostName=h.azure-devices.net;DeviceId=" + device + ";SharedAccessKey=" + key);
    }
}
