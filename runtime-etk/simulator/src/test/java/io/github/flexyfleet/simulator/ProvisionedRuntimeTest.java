package io.github.flexyfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.RuntimeWorld.Identity;
import io.github.flexyfleet.simulator.dps.DpsError;
import io.github.flexyfleet.simulator.dps.DpsSwitches;
import io.github.flexyfleet.simulator.dps.Enrollments;
import io.github.flexyfleet.simulator.dps.Kind;
import io.github.flexyfleet.simulator.fault.Deed;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.DeviceIdentity;
import io.github.flexyfleet.simulator.hub.EtagMatch;
import io.github.flexyfleet.simulator.hub.IotHub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real runtime finds its hub by the Device Provisioning Service, and finds it again. */
@Timeout(120)
class ProvisionedRuntimeTest {
    private static final String PUMP = "Pump 1";
    private static final String ID = "pump-1";
    private static final Duration SOON = Duration.ofMinutes(2);

    /** A client is given up after 3 min, and the pause before the next one is 10 min at most. */
    private static final Duration A_TRY = Duration.ofMinutes(14);

    @TempDir
    private Path directory;

    private RuntimeWorld all;
    private Enrollments enrollments;
    private DpsSwitches switches;

    @BeforeEach
    void open() throws Exception {
        all = new RuntimeWorld(directory, true, PUMP);
        enrollments = all.world.dps().orElseThrow().enrollments();
        switches = all.world.dps().orElseThrow().switches();
        all.time.pass(Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        all.close();
    }

    private String hub(String field) {
        return all.status(PUMP).at("/hub/" + field).asString("");
    }

    private Identity enrolled() throws Exception {
        Identity identity = all.identity(ID);
        enrollments.add(ID, identity.certificate());
        all.deliver(PUMP, identity);
        all.time.pass(SOON);
        return identity;
    }

    private void isConnected() {
        assertThat(hub("status")).isEqualTo("connected");
        assertThat(hub("assigned")).isEqualTo(RuntimeWorld.HOST);
        assertThat(hub("reason")).isEmpty();
        assertThat(all.status(PUMP).path("acknowledged").asLong()).isPositive();
    }

    @Test
    void theServiceMakesTheIdentityAndTheDeviceConnectsToTheHubAssigned() throws Exception {
        Identity identity = enrolled();
        isConnected();
        DeviceIdentity made = all.world.registry().get(ID);
        assertThat(made.settings().authentication())
                .isEqualTo(new DeviceAuthentication.SelfSigned(RuntimeWorld.fingerprint(identity), ""));
        assertThat(all.world.events().since(0)).isNotEmpty();
    }

    @Test
    void whatWasAssignedIsKeptOverAStart() throws Exception {
        enrolled();
        close();
        all = new RuntimeWorld(directory, true, PUMP);
        all.world.dps().orElseThrow().switches().refusing(true);
        all.time.pass(Duration.ofMinutes(5));
        isConnected();
    }

    @Test
    void anIdentityThatIsDeletedIsMadeAgain() throws Exception {
        enrolled();
        String before = all.world.registry().get(ID).generationId();
        all.world.registry().delete(ID, EtagMatch.parse("*"));
        all.time.pass(A_TRY);
        isConnected();
        assertThat(all.world.registry().get(ID).generationId()).isNotEqualTo(before);
    }

    @Test
    void anotherCertificateRegistersAtOnce() throws Exception {
        enrolled();
        Identity next = all.identity(ID);
        all.world.dps().orElseThrow().enrollments().remove(Kind.INDIVIDUAL, ID);
        enrollments.add(ID, next.certificate());
        all.deliver(PUMP, next);
        all.time.pass(SOON);
        isConnected();
        assertThat(((DeviceAuthentication.SelfSigned)
                                all.world.registry().get(ID).settings().authentication())
                        .primary())
                .isEqualTo(RuntimeWorld.fingerprint(next));
    }

    @Test
    void aServiceThatRefusesIsToldAndAskedAgain() throws Exception {
        Identity identity = all.identity(ID);
        all.deliver(PUMP, identity);
        all.time.pass(SOON);
        assertThat(hub("status")).isEqualTo("registering");
        assertThat(hub("reason")).isEqualTo("dps-refused");
        assertThat(hub("assigned")).isEmpty();
        enrollments.add(ID, identity.certificate());
        all.time.pass(A_TRY.multipliedBy(2));
        isConnected();
    }

    @Test
    void aDisabledEnrollmentAndAFailureAreToldWithTheServicesWords() throws Exception {
        Identity identity = all.identity(ID);
        enrollments.add(ID, identity.certificate());
        enrollments.enable(Kind.INDIVIDUAL, ID, false);
        all.deliver(PUMP, identity);
        all.time.pass(SOON);
        assertThat(hub("reason")).isEqualTo("dps-failed");
        assertThat(all.status(PUMP).path("error").asString()).startsWith("dps: ");
        enrollments.enable(Kind.INDIVIDUAL, ID, true);
        switches.failing(Optional.of(DpsError.UNAVAILABLE));
        all.time.pass(A_TRY);
        assertThat(hub("reason")).isEqualTo("dps-failed");
        assertThat(String.join("\n", lines())).contains("dps: failed 503001 The service cannot assign a hub now");
        switches.failing(Optional.empty());
        all.time.pass(A_TRY.multipliedBy(2));
        isConnected();
    }

    @Test
    void aSlowThrottledOrSilentServiceIsWaitedFor() throws Exception {
        switches.assigning(Duration.ofMinutes(5));
        Identity identity = all.identity(ID);
        enrollments.add(ID, identity.certificate());
        all.deliver(PUMP, identity);
        all.time.pass(Duration.ofMinutes(4));
        assertThat(hub("status")).isEqualTo("registering");
        switches.throttled(true);
        all.time.pass(Duration.ofMinutes(4));
        assertThat(hub("status")).isEqualTo("registering");
        switches.throttled(false);
        switches.silent(true);
        all.time.pass(SOON);
        assertThat(hub("reason")).isEqualTo("dps-failed");
        switches.silent(false);
        all.time.pass(A_TRY);
        isConnected();
    }

    @Test
    void aDeviceGoesToWhateverHubItIsAssigned() throws Exception {
        enrolled();
        String elsewhere = "elsewhere.azure-devices.net";
        IotHub other = all.world.linkHub(elsewhere);
        all.time.pass(A_TRY);
        assertThat(hub("assigned")).as("it has no reason to ask anew").isEqualTo(RuntimeWorld.HOST);

        all.world.registry().delete(ID, EtagMatch.parse("*"));
        all.time.pass(A_TRY);
        assertThat(hub("assigned")).isEqualTo(elsewhere);
        assertThat(hub("host")).isEqualTo(elsewhere);
        assertThat(hub("status")).isEqualTo("connected");
        assertThat(other.registry().find(ID)).isPresent();
        assertThat(other.events().since(0)).isNotEmpty();
        assertThat(all.world.registry().find(ID)).isEmpty();
    }

    @Test
    void aServiceThatIsAwayLeavesTheHubThatIsKnown() throws Exception {
        enrolled();
        switches.refusing(true);
        all.world.faults().now(new Deed.Outage(Duration.ofMinutes(6)));
        all.time.pass(Duration.ofMinutes(50));
        isConnected();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        all.form(PUMP, "fleetLog", Map.of("lines", "100")).path("lines").forEach(line -> lines.add(line.asString()));
        return lines;
    }
}
