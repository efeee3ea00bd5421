package io.github.flexyfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.RuntimeWorld.Identity;
import io.github.flexyfleet.simulator.fault.Deed;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.DeviceSettings;
import io.github.flexyfleet.simulator.hub.EtagMatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The real runtime says why it does not reach the hub, whatever the world does to it. */
@Timeout(120)
class HubReasonTest {
    private static final String PUMP = "Pump 1";
    private static final String ID = "pump-1";
    private static final Duration LONG = Duration.ofMinutes(6);
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private RuntimeWorld all;

    @BeforeEach
    void open() throws Exception {
        begin(PUMP);
    }

    private void begin(String... gateways) throws Exception {
        all = new RuntimeWorld(directory, gateways);
        all.time.pass(Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        all.close();
    }

    private void connect() throws Exception {
        Identity identity = all.identity(ID);
        all.register(identity);
        all.deliver(PUMP, identity);
        all.time.pass(SOON);
        assertThat(all.status(PUMP).at("/hub/status").asString()).isEqualTo("connected");
        assertThat(all.reason(PUMP)).isEmpty();
    }

    static Stream<Arguments> faultsOfTheGateway() {
        return Stream.of(
                Arguments.of("name", new Deed.NoNames(LONG)),
                Arguments.of("tcp", new Deed.ClosedPort(8883, LONG)),
                Arguments.of("no-wan", new Deed.NoWan(LONG)),
                Arguments.of("clock", new Deed.ClockWrong(Duration.ofDays(-20_000), LONG)),
                Arguments.of("certificate-expired", new Deed.ClockWrong(Duration.ofDays(3_700), LONG)));
    }

    @ParameterizedTest
    @MethodSource("faultsOfTheGateway")
    void whatGoesWrongAtTheGatewayIsTold(String reason, Deed.OnGateway deed) throws Exception {
        connect();
        all.world.faults().now(PUMP, deed);
        all.world.faults().now(new Deed.Disconnect(ID));
        all.time.pass(SOON);
        assertThat(all.reason(PUMP)).isEqualTo(reason);
        all.time.pass(LONG.plusMinutes(12));
        assertThat(all.reason(PUMP)).as("it passes").isEmpty();
        assertThat(all.status(PUMP).at("/hub/status").asString()).isEqualTo("connected");
    }

    static Stream<Arguments> faultsOfTheHub() {
        return Stream.of(
                Arguments.of("turned-away", new Deed.Throttle(LONG)),
                Arguments.of("turned-away", new Deed.Outage(LONG)));
    }

    @ParameterizedTest
    @MethodSource("faultsOfTheHub")
    void whatGoesWrongAtTheHubIsTold(String reason, Deed.OnWorld deed) throws Exception {
        connect();
        all.world.faults().now(deed);
        all.time.pass(SOON);
        assertThat(all.reason(PUMP)).isEqualTo(reason);
        all.time.pass(LONG.plusMinutes(12));
        assertThat(all.reason(PUMP)).as("it passes").isEmpty();
    }

    @Test
    void anUnknownIdentityAndRootsThatDoNotFitLookAlike() throws Exception {
        close();
        begin(PUMP, "Copy");
        all.deliver(PUMP, all.identity(ID));
        Identity other = all.identity("copy-1");
        all.register(other);
        all.deliver(
                "Copy",
                new Identity(
                        other.device(),
                        other.pair(),
                        other.certificate(),
                        all.identity("x").certificate()));
        all.time.pass(SOON);
        assertThat(all.reason(PUMP)).isEqualTo("refused");
        assertThat(all.reason("Copy")).isEqualTo("refused");
    }

    @Test
    void aDisabledIdentityIsTurnedAway() throws Exception {
        connect();
        DeviceSettings settings = all.world.registry().get(ID).settings();
        all.world.registry().update(new DeviceSettings(ID, false, "", settings.authentication()), EtagMatch.parse("*"));
        all.time.pass(SOON);
        assertThat(all.reason(PUMP)).isEqualTo("turned-away");
    }

    @Test
    void aCertificateThatIsOverOrBeginsLaterIsTold() throws Exception {
        close();
        begin(PUMP, "Copy");
        Identity old =
                all.identity(ID, RuntimeWorld.START.minus(Duration.ofDays(9)), RuntimeWorld.START.minusSeconds(60));
        all.register(old);
        all.deliver(PUMP, old);
        Identity early =
                all.identity("copy-1", RuntimeWorld.START.plus(LONG), RuntimeWorld.START.plus(LONG.multipliedBy(9)));
        all.deliver("Copy", early);
        all.time.pass(SOON);
        assertThat(all.reason(PUMP)).isEqualTo("certificate-expired");
        assertThat(all.reason("Copy")).isEqualTo("certificate-early");
    }

    @Test
    void twoWithOneIdentityAreToldAtBoth() throws Exception {
        close();
        begin(PUMP, "Copy");
        connect();
        Identity twin = all.identity(ID);
        DeviceSettings known = all.world.registry().get(ID).settings();
        String print = ((DeviceAuthentication.SelfSigned) known.authentication()).primary();
        DeviceSettings both = DeviceSettings.selfSigned(ID, print, RuntimeWorld.fingerprint(twin));
        all.world.registry().update(both, EtagMatch.parse("*"));
        all.deliver("Copy", twin);
        all.time.pass(Duration.ofMinutes(3));
        assertThat(all.reason(PUMP)).isEqualTo("duplicate");
        assertThat(all.reason("Copy")).isEqualTo("duplicate");
    }
}
