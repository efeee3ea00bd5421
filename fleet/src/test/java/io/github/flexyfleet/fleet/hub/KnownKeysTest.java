package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.FirstKeys;
import io.github.flexyfleet.fleet.certificate.KeySlot;
import io.github.flexyfleet.fleet.certificate.SharedKey;
import io.github.flexyfleet.fleet.engine.HubKeys;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.hub.FaultyService.Fault;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.secret.Secret;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The keys of devices for who only looks: none is made, forgotten or replaced for it. */
class KnownKeysTest extends KeysAtHub {
    private static final DeviceId PUMP = new DeviceId("pump-1");

    /** As often as it is tried. */
    private static final Fault[] LOST = {
        Fault.LOST_REQUEST, Fault.LOST_REQUEST, Fault.LOST_REQUEST, Fault.LOST_REQUEST, Fault.LOST_REQUEST
    };

    private Fleet fleet(String settings) {
        return fleet(settings, "pump-1: ");
    }

    private void present(String reason) {
        hub.put("""
                {"deviceId":"pump-1","etag":"1","status":"enabled","statusReason":"%s",
                 "authentication":{"type":"sas","symmetricKey":{"primaryKey":"%s","secondaryKey":"%s"}}}
                """.formatted(reason, FIRST, SECOND));
    }

    private FirstKeys firstKeys() {
        return new FirstKeys(folder.resolve("keys"));
    }

    private SharedKeys.Result known(Fleet fleet, Function<Device, Optional<Secret>> imported) {
        return SharedKeys.known(fleet, imported, () -> new HubKeys(registry.keys(), firstKeys()));
    }

    private Optional<SharedKey> one(Fleet fleet) {
        SharedKeys.Result result = known(fleet, device -> Optional.empty());
        assertThat(result.findings()).isEmpty();
        return Optional.ofNullable(result.keys().keys().get(PUMP));
    }

    @Test
    void aKeyThatIsDueIsStillTheOneInUse() {
        present("flexyfleet: waterworks (primary key since 2025-08-24T19:00Z)");

        assertThat(one(fleet("sas: {rotateAfter: 90d}"))).hasValueSatisfying(key -> {
            assertThat(key.key()).isEqualTo(Secret.of(FIRST));
            assertThat(key.origin()).isEqualTo(new SharedKey.Origin.AtHub(KeySlot.PRIMARY));
        });
    }

    @Test
    void itIsTheOneThatTheMarkNames() {
        present("flexyfleet: waterworks (secondary key since 2026-11-01T00:00Z)");

        assertThat(one(fleet("")))
                .hasValueSatisfying(key -> assertThat(key.key()).isEqualTo(Secret.of(SECOND)));
    }

    @Test
    void ofADeviceThatNobodyKnowsNoKeyIsMade() {
        assertThat(one(fleet(""))).isEmpty();
        assertThat(one(fleet("certificate: {custody: keystore}"))).isEmpty();
        assertThat(folder.resolve("keys")).doesNotExist();
    }

    @Test
    void aFirstKeyStays() {
        Secret made = firstKeys().of(PUMP, () -> Secret.of(SECOND));

        assertThat(one(fleet("")))
                .hasValueSatisfying(key -> assertThat(key.key()).isEqualTo(made));
        present("");
        assertThat(one(fleet("")))
                .hasValueSatisfying(key -> assertThat(key.key()).isEqualTo(Secret.of(FIRST)));
        assertThat(firstKeys().find(PUMP)).as("the next deploy forgets it").contains(made);
    }

    @Test
    void aHubThatCannotBeReadIsNoFinding() {
        present("");
        hub.faults(LOST);
        assertThat(one(fleet(""))).isEmpty();

        hub.faults(LOST);
        SharedKeys.Result imported = known(
                fleet("sas: {secret: plant}"),
                device -> Optional.of(
                        Secret.of("HostName=h.azure-devices.net;DeviceId=pump-1;SharedAccessKey=" + SECOND)));
        assertThat(imported.findings()).isEmpty();
        assertThat(imported.keys().keys()).containsOnlyKeys(PUMP);
    }
}
