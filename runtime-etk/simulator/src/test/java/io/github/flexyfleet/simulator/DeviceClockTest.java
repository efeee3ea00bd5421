package io.github.flexyfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flexyfleet.simulator.fault.Deed;
import io.github.flexyfleet.simulator.hub.ConnectionLog;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.DeviceSettings;
import io.github.flexyfleet.simulator.hub.HubError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A virtual Flexy whose own clock is wrong: with a key, when it makes its token, and with a certificate, which begins a day
 * before it was made.
 */
@Timeout(120)
class DeviceClockTest {
    private static final String PUMP = "Pump 1";
    private static final String ID = "pump-1";
    private static final String KEY =
            Base64.getEncoder().encodeToString("the device's own key".getBytes(StandardCharsets.UTF_8));
    /** Less than a minute: after that the same token of a clock that is 6 minutes ahead ends no more than 65 from now. */
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    private Path directory;

    private RuntimeWorld all;

    @BeforeEach
    void open() throws Exception {
        all = new RuntimeWorld(directory, PUMP);
        all.time.pass(Duration.ofSeconds(5));
        all.world.registry().create(new DeviceSettings(ID, true, "", new DeviceAuthentication.Sas(KEY, KEY)));
    }

    @AfterEach
    void close() {
        all.close();
    }

    /** The gateway gets its bundle while its clock is wrong; a time server corrects that after a quarter of an hour. */
    private String connectsOff(int minutes) throws Exception {
        all.world.faults().now(PUMP, new Deed.ClockWrong(Duration.ofMinutes(minutes), Duration.ofMinutes(15)));
        all.deliverKeyed(PUMP, ID, KEY);
        all.time.pass(SOON);
        return all.status(PUMP).at("/hub/status").asString();
    }

    private List<ConnectionLog.Entry> refusals() {
        return refusals(ID);
    }

    private List<ConnectionLog.Entry> refusals(String id) {
        return all.world.connections().of(id).stream()
                .filter(entry -> entry.error() == HubError.UNAUTHORIZED)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, -4, -6})
    void aClockThatIsOffALittleOrWhoseTokenLooksJustOlderIsAccepted(int minutes) throws Exception {
        assertThat(connectsOff(minutes)).isEqualTo("connected");
        assertThat(refusals()).isEmpty();
        assertThat(all.world.events().last()).isPositive();
    }

    /** Nobody signs a moment there: the hub sees nothing of the clock, and TLS judges by days and years. */
    @ParameterizedTest
    @ValueSource(ints = {6, -6, -66})
    void withACertificateAClockThatIsOffIsAcceptedAndMessagesArrive(int minutes) throws Exception {
        RuntimeWorld.Identity identity = all.identity("pump-x509");
        all.register(identity);
        all.world.faults().now(PUMP, new Deed.ClockWrong(Duration.ofMinutes(minutes), Duration.ofMinutes(15)));

        all.deliver(PUMP, identity);
        all.time.pass(SOON);

        assertThat(Instant.parse(all.status(PUMP).get("clock").asString()))
                .as("it is still wrong")
                .isCloseTo(all.time.instant().plus(Duration.ofMinutes(minutes)), within(1, ChronoUnit.MINUTES));
        assertThat(all.status(PUMP).at("/hub/status").asString()).isEqualTo("connected");
        assertThat(refusals("pump-x509")).isEmpty();
        assertThat(all.world.events().since(0)).isNotEmpty().allSatisfy(event -> {
            assertThat(event.deviceId()).isEqualTo("pump-x509");
            assertThat(event.systemProperties().get("iothub-connection-auth-method"))
                    .contains("x509");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {6, -66})
    void aClockThatIsFurtherOffIsRefusedAndWhenItIsCorrectedTheDeviceIsBackByItself(int minutes) throws Exception {
        assertThat(connectsOff(minutes)).isNotEqualTo("connected");
        assertThat(refusals())
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.text())
                        .contains(minutes > 0 ? "the clock of the device is ahead" : "The token ended at")
                        .doesNotContain(KEY));
        assertThat(all.world.events().last()).isZero();

        all.time.pass(Duration.ofMinutes(30));

        assertThat(all.status(PUMP).at("/hub/status").asString()).isEqualTo("connected");
        assertThat(all.world.events().last()).isPositive();
    }
}
