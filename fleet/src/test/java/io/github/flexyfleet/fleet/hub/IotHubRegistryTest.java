package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.hub.FaultyService.Fault;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IotHubRegistryTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final DeviceId DEVICE = new DeviceId("Flexy205Self");
    private static final Fingerprint OLD = new Fingerprint("A".repeat(64));
    private static final Fingerprint NEW = new Fingerprint("B".repeat(64));
    private static final String READ = "GET /devices/Flexy205Self?api-version=2021-04-12";
    private static final String WRITE = "PUT /devices/Flexy205Self?api-version=2021-04-12";

    private final FakeHub hub = new FakeHub();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private IotHubRegistry registry;

    @BeforeEach
    void start() throws Exception {
        hub.start();
        registry = registryTo(hub.connection());
    }

    @AfterEach
    void stop() {
        registry.close();
        hub.stop();
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(registry.find(DEVICE)).isEmpty();
        assertThat(hub.takeRequests()).containsExactly(READ);
    }

    @Test
    void createsADeviceThatTrustsOneCertificateInBothSlots() {
        HubIdentity created = registry.create(DEVICE, OLD);

        assertThat(created.trustsOnly(OLD)).isTrue();
        assertThat(created.enabled()).isTrue();
        assertThat(registry.find(DEVICE)).contains(created);
        assertThat(hub.device("Flexy205Self")
                        .path("authentication")
                        .path("type")
                        .stringValue())
                .isEqualTo("selfSigned");
        assertThat(hub.authorizations())
                .allSatisfy(token -> assertThat(token)
                        .startsWith("SharedAccessSignature sr=localhost&sig=")
                        .endsWith("&se=" + (NOW.getEpochSecond() + 3600) + "&skn=registryReadWrite"));
    }

    @Test
    void addsACertificateAndKeepsTheFirst() {
        HubIdentity created = registry.create(DEVICE, OLD);

        HubIdentity both = registry.trustAlso(created, NEW);

        assertThat(both.thumbprints()).isEqualTo(new HubIdentity.Thumbprints(OLD.hex(), NEW.hex()));
        assertThat(both.trusts(OLD) && both.trusts(NEW)).isTrue();
        assertThat(registry.trustOnly(both, NEW).trustsOnly(NEW)).isTrue();
    }

    @Test
    void writesNothingWhenNothingDiffers() {
        HubIdentity both = registry.trustAlso(registry.create(DEVICE, OLD), NEW);
        hub.takeRequests();

        assertThat(registry.trustAlso(both, NEW)).isSameAs(both);
        assertThat(registry.trustAlso(both, OLD)).isSameAs(both);
        HubIdentity only = registry.trustOnly(both, NEW);
        hub.takeRequests();
        assertThat(registry.trustOnly(only, NEW)).isSameAs(only);
        assertThat(hub.takeRequests()).isEmpty();
    }

    @Test
    void keepsAllElseThatTheIdentityHolds() {
        hub.put("""
                {"deviceId":"Flexy205Self","status":"disabled","statusReason":"theft","capabilities":{"iotEdge":true},
                 "authentication":{"type":"selfSigned","x509Thumbprint":
                  {"primaryThumbprint":null,"secondaryThumbprint":"%s"}}}""".formatted(OLD.hex().toLowerCase(java.util.Locale.ROOT)));
        HubIdentity found = registry.find(DEVICE).orElseThrow();

        HubIdentity both = registry.trustAlso(found, NEW);

        assertThat(found.enabled()).isFalse();
        assertThat(both.thumbprints())
                .as("the free first slot is taken, the old one kept")
                .isEqualTo(new HubIdentity.Thumbprints(NEW.hex(), OLD.hex()));
        assertThat(hub.device("Flexy205Self").path("statusReason").stringValue())
                .isEqualTo("theft");
        assertThat(hub.device("Flexy205Self")
                        .path("capabilities")
                        .path("iotEdge")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void refusesToTakeOverADeviceWithSymmetricKeys() {
        hub.put("""
                {"deviceId":"Flexy205Self","status":"enabled",
                 "authentication":{"type":"sas","symmetricKey":{"primaryKey":"c2VjcmV0"}}}""");
        HubIdentity found = registry.find(DEVICE).orElseThrow();
        hub.takeRequests();

        assertThat(failureOf(() -> registry.trustAlso(found, NEW))).isInstanceOf(IotHubFailure.Conflict.class);
        assertThat(failureOf(() -> registry.trustOnly(found, NEW))).isInstanceOf(IotHubFailure.Conflict.class);
        assertThat(hub.takeRequests()).isEmpty();
        assertThat(found.toString()).doesNotContain("c2VjcmV0");
    }

    @Test
    void doesNotOverwriteWhatSomebodyElseChanged() {
        HubIdentity stale = registry.create(DEVICE, OLD);
        HubIdentity changed = registry.trustAlso(stale, NEW);

        assertThat(failureOf(() -> registry.trustOnly(stale, new Fingerprint("C".repeat(64)))))
                .isInstanceOf(IotHubFailure.PreconditionFailed.class);
        assertThat(failureOf(() -> registry.create(DEVICE, NEW))).isInstanceOf(IotHubFailure.Conflict.class);
        assertThat(registry.find(DEVICE)).contains(changed);
    }

    @Test
    void repeatsReads() {
        HubIdentity created = registry.create(DEVICE, OLD);
        hub.takeRequests();
        hub.faults(Fault.LOST_ANSWER, Fault.ERROR_500, Fault.THROTTLED);

        assertThat(registry.find(DEVICE)).contains(created);

        assertThat(hub.takeRequests()).containsExactly(READ, READ, READ, READ);
        assertThat(pauses).hasSize(3);
        assertThat(pauses.get(0)).isBetween(Duration.ZERO, Duration.ofSeconds(1));
        assertThat(pauses.get(1)).isBetween(Duration.ZERO, Duration.ofSeconds(2));
        assertThat(pauses.get(2)).as("asked to wait 7 s").isBetween(Duration.ofSeconds(7), Duration.ofSeconds(11));
    }

    @Test
    void givesUpAReadAfterFiveTries() {
        hub.faults(Fault.ERROR_500, Fault.ERROR_500, Fault.ERROR_500, Fault.ERROR_500, Fault.ERROR_500);

        assertThat(failureOf(() -> registry.find(DEVICE)))
                .isEqualTo(new IotHubFailure.Unexpected(500, "500001 ServerError"));
        assertThat(hub.takeRequests()).hasSize(5);
    }

    @Test
    void aWriteWhoseAnswerWasLostIsNotRepeated() {
        hub.faults(Fault.LOST_ANSWER);
        HubIdentity created = registry.create(DEVICE, OLD);
        assertThat(hub.takeRequests()).containsExactly(WRITE, READ);

        hub.faults(Fault.LOST_ANSWER);
        assertThat(registry.trustAlso(created, NEW).trusts(NEW)).isTrue();
        assertThat(hub.takeRequests()).containsExactly(WRITE, READ);
    }

    @Test
    void aWriteThatDidNotLandIsRepeatedAfterLooking() {
        hub.faults(Fault.LOST_REQUEST);
        HubIdentity created = registry.create(DEVICE, OLD);
        assertThat(hub.takeRequests()).containsExactly(WRITE, READ, WRITE);

        hub.faults(Fault.THROTTLED, Fault.NONE, Fault.ERROR_500);
        assertThat(registry.trustAlso(created, NEW).trusts(NEW)).isTrue();
        assertThat(hub.takeRequests()).containsExactly(WRITE, READ, WRITE, READ, WRITE);
    }

    @Test
    void tellsFailuresApart() throws Exception {
        assertThat(answering(401, 401002, "IotHubUnauthorizedAccess")).isEqualTo(new IotHubFailure.Unauthorized());
        assertThat(answering(403, 403002, "IotHubQuotaExceeded")).isEqualTo(new IotHubFailure.QuotaExceeded());
        assertThat(answering(403, 403000, "Forbidden")).isEqualTo(new IotHubFailure.Unauthorized());
        assertThat(answering(400, 400004, "ArgumentInvalid"))
                .isEqualTo(new IotHubFailure.Unexpected(400, "400004 ArgumentInvalid"));
        hub.stop();
        assertThat(failureOf(() -> registry.find(DEVICE))).isInstanceOf(IotHubFailure.Unreachable.class);
    }

    @Test
    void talksOnlyToAServerThatItTrusts() throws Exception {
        try (IotHubRegistry trusting = new IotHubRegistry(
                hub.connection(),
                new IotHubRegistry.Network(Optional.empty(), List.of()),
                InstantSource.fixed(NOW),
                new Random(1),
                pauses::add)) {
            assertThat(failureOf(() -> trusting.find(DEVICE)))
                    .isEqualTo(new IotHubFailure.Unreachable("SSLHandshakeException"));
        }
        assertThat(hub.takeRequests()).isEmpty();
    }

    @Test
    void theServiceKeyLeavesOnlyAsASignature() {
        registry.trustAlso(registry.create(DEVICE, OLD), NEW);

        byte[] key = FakeHub.KEY.getBytes(StandardCharsets.UTF_8);
        assertThat(hub.heard())
                .contains("&sig=", OLD.hex(), NEW.hex())
                .doesNotContain(
                        FakeHub.KEY,
                        new String(Base64.getDecoder().decode(key), StandardCharsets.UTF_8),
                        Base64.getEncoder().encodeToString(key),
                        HexFormat.of().formatHex(key));
    }

    @Test
    void exceptionsHoldNoKey() {
        hub.faults(Fault.ERROR_500, Fault.ERROR_500, Fault.ERROR_500, Fault.ERROR_500, Fault.ERROR_500);

        assertThatThrownBy(() -> registry.find(DEVICE))
                .hasMessageContaining("Flexy205Self")
                .hasMessageNotContainingAny(FakeHub.KEY, "SharedAccessSignature")
                .hasNoCause();
    }

    private IotHubFailure answering(int status, int code, String name) throws Exception {
        try (LocalServer plain = new LocalServer()) {
            plain.answers(status, FaultyService.errorBody(code, name));
            plain.start();
            try (IotHubRegistry other = new IotHubRegistry(
                    plain.login("p"), plain.network(), InstantSource.fixed(NOW), new Random(1), pauses::add)) {
                return failureOf(() -> other.find(DEVICE));
            }
        }
    }

    private static IotHubFailure failureOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(IotHubException.class, call).failure();
    }

    private IotHubRegistry registryTo(IotHubConnectionString connection) {
        return new IotHubRegistry(
                connection,
                new IotHubRegistry.Network(Optional.empty(), List.of(hub.root())),
                InstantSource.fixed(NOW),
                new Random(1),
                pauses::add);
    }
}
