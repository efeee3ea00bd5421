package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.certificate.KeySlot;
import io.github.flexyfleet.fleet.certificate.SharedKey;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.FaultyService.Fault;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.IdentityRevocation;
import io.github.flexyfleet.fleet.rollout.RegistryIdentities;
import io.github.flexyfleet.fleet.secret.Secret;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What a rollout and a revocation make of the symmetric keys of an identity. */
class KeyedIdentitiesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:30Z");
    private static final DeviceId DEVICE = new DeviceId("pump-1");
    private static final Secret FIRST = key('1');
    private static final Secret SECOND = key('2');
    private static final Secret THIRD = key('3');
    private static final String USES_FIRST = "flexyfleet: waterworks (primary key since 2025-01-01T00:00Z)";

    private final FakeHub hub = new FakeHub();
    private IotHubRegistry registry;
    private RegistryIdentities identities;

    private static Secret key(char letter) {
        return Secret.of(Base64.getEncoder()
                .encodeToString(
                        Character.toString(letter).repeat(32).getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }

    @BeforeEach
    void start() throws Exception {
        hub.start();
        registry = hub.client(NOW, pause -> {});
        identities = run(HubSnapshot.NONE);
    }

    private RegistryIdentities run(HubSnapshot seen, String... adopted) {
        Set<DeviceId> all = Set.of(adopted).stream().map(DeviceId::new).collect(java.util.stream.Collectors.toSet());
        return new RegistryIdentities(registry, new Ownership("waterworks", all), seen);
    }

    @AfterEach
    void stop() {
        registry.close();
        hub.stop();
    }

    private void present(String reason, String status) {
        hub.put("""
                {"deviceId":"pump-1","etag":"1","status":"%s","statusReason":"%s","capabilities":{"iotEdge":true},
                 "authentication":{"type":"sas","symmetricKey":{"primaryKey":"%s","secondaryKey":"%s"}}}
                """.formatted(status, reason, FIRST.reveal(), SECOND.reveal()));
    }

    private static HubLogin own(KeySlot slot, Secret key) {
        return new HubLogin.Key(key, new SharedKey.Origin.AtHub(slot));
    }

    private static HubLogin imported(Secret key) {
        return new HubLogin.Key(key, new SharedKey.Origin.Imported(false));
    }

    private Secret at(KeySlot slot) {
        JsonNode keys = hub.device("pump-1").path("authentication").path("symmetricKey");
        return Secret.of(keys.path(slot.word() + "Key").asString());
    }

    private String reason() {
        return hub.device("pump-1").path("statusReason").asString();
    }

    private String status() {
        return hub.device("pump-1").path("status").asString();
    }

    private static void refused(ThrowingCallable deed, ProblemCode code) {
        assertThatThrownBy(deed).isInstanceOfSatisfying(DeviceProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(code);
            assertThat(e.toString())
                    .doesNotContain(FIRST.reveal())
                    .doesNotContain(SECOND.reveal())
                    .doesNotContain(THIRD.reveal());
        });
    }

    private void nothingWasWritten() {
        assertThat(hub.takeRequests()).noneMatch(request -> request.startsWith("PUT"));
    }

    @Test
    void aMissingIdentityIsMadeOnceWithTheKeyAndAnotherThatNobodyHas() throws Exception {
        hub.faults(Fault.NONE, Fault.LOST_ANSWER);

        identities.trust(DEVICE, own(KeySlot.PRIMARY, FIRST), Optional.empty());
        identities.settle(DEVICE, own(KeySlot.PRIMARY, FIRST));

        assertThat(at(KeySlot.PRIMARY)).isEqualTo(FIRST);
        assertThat(Base64.getDecoder().decode(at(KeySlot.SECONDARY).reveal()))
                .hasSize(32)
                .isNotEqualTo(new byte[32]);
        assertThat(reason()).isEqualTo("flexyfleet: waterworks (primary key since 2026-11-22T19:00Z)");
        assertThat(hub.takeRequests())
                .filteredOn(request -> request.startsWith("PUT"))
                .hasSize(1);
    }

    @Test
    void trustingTheOtherSlotsKeyWritesNothingAndSettlingKillsTheOldOne() throws Exception {
        present(USES_FIRST, "enabled");

        identities.trust(DEVICE, own(KeySlot.SECONDARY, SECOND), Optional.empty());
        nothingWasWritten();
        identities.settle(DEVICE, own(KeySlot.SECONDARY, SECOND));

        assertThat(at(KeySlot.SECONDARY)).isEqualTo(SECOND);
        assertThat(at(KeySlot.PRIMARY)).isNotEqualTo(FIRST).isNotEqualTo(SECOND);
        assertThat(reason()).isEqualTo("flexyfleet: waterworks (secondary key since 2026-11-22T19:00Z)");
        assertThat(hub.device("pump-1").path("capabilities").path("iotEdge").asBoolean())
                .as("all else is kept")
                .isTrue();
        Secret next = at(KeySlot.PRIMARY);
        run(HubSnapshot.NONE).settle(DEVICE, own(KeySlot.SECONDARY, SECOND));
        assertThat(at(KeySlot.PRIMARY)).as("settled once").isEqualTo(next);
    }

    /** A rotation that a device did not survive leaves both keys as they were. */
    @Test
    void aDeviceThatWentBackKeepsItsKey() throws Exception {
        present(USES_FIRST, "enabled");

        identities.trust(DEVICE, own(KeySlot.SECONDARY, SECOND), Optional.empty());

        assertThat(at(KeySlot.PRIMARY)).isEqualTo(FIRST);
        assertThat(reason()).isEqualTo(USES_FIRST);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"LOST_REQUEST", "LOST_ANSWER", "ERROR_500", "THROTTLED"})
    void settlingSurvivesAnAnswerThatIsLost(Fault fault) throws Exception {
        present(USES_FIRST, "enabled");
        hub.faults(Fault.NONE, fault);

        identities.settle(DEVICE, own(KeySlot.SECONDARY, SECOND));

        assertThat(at(KeySlot.SECONDARY)).isEqualTo(SECOND);
        assertThat(at(KeySlot.PRIMARY)).isNotEqualTo(FIRST);
        assertThat(reason()).startsWith("flexyfleet: waterworks (secondary key since 2026-11-22");
    }

    @Test
    void whatTheSnapshotShowsSettledCostsNoCall() throws Exception {
        present(USES_FIRST, "enabled");
        SeenIdentity seen = SeenIdentity.of(registry.find(DEVICE).orElseThrow());
        hub.takeRequests();

        run(new HubSnapshot(Map.of(DEVICE, seen), Set.of(DEVICE), Map.of(), true))
                .settle(DEVICE, own(KeySlot.PRIMARY, FIRST));

        assertThat(hub.takeRequests()).isEmpty();
    }

    @Test
    void keysThatSomebodyRenewedMeanwhileAreToldAndNothingIsWritten() {
        present(USES_FIRST, "enabled");

        refused(
                () -> identities.trust(DEVICE, own(KeySlot.SECONDARY, THIRD), Optional.empty()),
                ProblemCode.KEYS_CHANGED);
        refused(() -> identities.settle(DEVICE, own(KeySlot.PRIMARY, SECOND)), ProblemCode.KEYS_CHANGED);
        nothingWasWritten();
    }

    @Test
    void theKeysOfSomebodyElseAreUsedAndNeverReplaced() throws Exception {
        present("provisioned by hand", "enabled");

        identities.trust(DEVICE, own(KeySlot.PRIMARY, FIRST), Optional.empty());
        identities.settle(DEVICE, own(KeySlot.PRIMARY, FIRST));

        nothingWasWritten();
        run(HubSnapshot.NONE, "pump-1").settle(DEVICE, own(KeySlot.PRIMARY, FIRST));
        assertThat(at(KeySlot.SECONDARY))
                .as("handed over by name, and the device runs on the other one")
                .isNotEqualTo(SECOND);
        assertThat(reason()).startsWith("flexyfleet: waterworks (primary key since");
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "3, false"})
    void anImportedKeyIsOneOfTheTwoOrNothingIsDone(char which, boolean known) throws Exception {
        present(USES_FIRST, "enabled");

        if (known) {
            identities.trust(DEVICE, imported(key(which)), Optional.empty());
            identities.settle(DEVICE, imported(key(which)));
        } else {
            refused(
                    () -> identities.trust(DEVICE, imported(key(which)), Optional.empty()),
                    ProblemCode.IMPORTED_KEY_UNKNOWN);
        }

        nothingWasWritten();
        assertThat(at(KeySlot.PRIMARY)).isEqualTo(FIRST);
        assertThat(at(KeySlot.SECONDARY)).isEqualTo(SECOND);
    }

    @Test
    void anAdoptedIdentityOfAnImportedKeyGetsTheMarkAndKeepsItsKeys() throws Exception {
        present("provisioned by hand", "enabled");

        run(HubSnapshot.NONE, "pump-1").settle(DEVICE, imported(SECOND));

        assertThat(reason()).isEqualTo("flexyfleet: waterworks");
        assertThat(at(KeySlot.PRIMARY)).isEqualTo(FIRST);
        assertThat(at(KeySlot.SECONDARY)).isEqualTo(SECOND);
    }

    @Test
    void anImportedKeyMakesAMissingIdentity() throws Exception {
        identities.trust(DEVICE, imported(THIRD), Optional.empty());

        assertThat(at(KeySlot.PRIMARY)).isEqualTo(THIRD);
        assertThat(reason()).isEqualTo("flexyfleet: waterworks");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"selfSigned\",\"x509Thumbprint\":{\"primaryThumbprint\":\"AB\"}} | selfSigned",
                "{\"type\":\"none\"} | none"
            })
    void whatTheHubKnowsInAnotherWayIsLeftAlone(String authentication, String words) {
        hub.put("{\"deviceId\":\"pump-1\",\"etag\":\"1\",\"status\":\"enabled\",\"authentication\":" + authentication
                + "}");

        refused(
                () -> identities.trust(DEVICE, own(KeySlot.PRIMARY, FIRST), Optional.empty()),
                ProblemCode.OTHER_AUTHENTICATION);
        assertThatThrownBy(() -> identities.settle(DEVICE, imported(FIRST))).hasMessageContaining(words);
        nothingWasWritten();
    }

    @Test
    void aRevokedDeviceHasTwoNewKeysAndOnlyOneOfThemLetsItIn() throws Exception {
        present(USES_FIRST, "enabled");

        new IdentityRevocation(registry, new Ownership("waterworks", Set.of())).of(DEVICE, NOW);

        assertThat(status()).isEqualTo("disabled");
        assertThat(reason()).isEqualTo("flexyfleet: waterworks (key revoked)");
        Secret primary = at(KeySlot.PRIMARY);
        assertThat(List.of(primary, at(KeySlot.SECONDARY))).doesNotContain(FIRST, SECOND);
        refused(
                () -> identities.trust(DEVICE, own(KeySlot.PRIMARY, FIRST), Optional.empty()),
                ProblemCode.KEYS_CHANGED);
        refused(() -> identities.trust(DEVICE, imported(SECOND), Optional.empty()), ProblemCode.IMPORTED_KEY_UNKNOWN);
        assertThat(status()).isEqualTo("disabled");

        identities.trust(DEVICE, own(KeySlot.PRIMARY, primary), Optional.empty());

        assertThat(status()).isEqualTo("enabled");
        assertThat(reason()).isEqualTo("flexyfleet: waterworks (primary key since 2026-11-22T19:00Z)");
        assertThat(at(KeySlot.PRIMARY)).isEqualTo(primary);
    }

    @Test
    void whatOthersDisabledStaysDisabled() {
        present("broken pump", "disabled");

        refused(
                () -> identities.trust(DEVICE, own(KeySlot.PRIMARY, FIRST), Optional.empty()),
                ProblemCode.FOREIGN_IDENTITY);
        refused(() -> identities.trust(DEVICE, imported(FIRST), Optional.empty()), ProblemCode.IDENTITY_DISABLED);
        nothingWasWritten();
    }

    @Test
    void aDeviceThatIsBackInTheFleetFileComesInByEitherKeyAndKeepsOnlyTheOneItUses() throws Exception {
        present("flexyfleet: waterworks (removed)", "disabled");

        identities.trust(DEVICE, own(KeySlot.PRIMARY, FIRST), Optional.empty());
        assertThat(status()).isEqualTo("enabled");
        assertThat(at(KeySlot.SECONDARY)).as("it may still run on this one").isEqualTo(SECOND);
        identities.settle(DEVICE, own(KeySlot.PRIMARY, FIRST));

        assertThat(at(KeySlot.SECONDARY)).isNotEqualTo(SECOND);
        assertThat(reason()).startsWith("flexyfleet: waterworks (primary key since");
    }
}
