package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.certificate.DeviceCertificate;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.engine.Revocation;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.identity.EnrollmentPlan;
import io.github.flexyfleet.fleet.identity.EnrollmentStep;
import io.github.flexyfleet.fleet.identity.PlannedEnrollment;
import io.github.flexyfleet.fleet.ledger.Ledger;
import io.github.flexyfleet.fleet.ledger.LedgerStore;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.report.ConsoleHistory;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.EnrolledIdentities;
import io.github.flexyfleet.fleet.rollout.EnrollmentRevocation;
import io.github.flexyfleet.fleet.rollout.IdentityRevocation;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.simulator.dps.Kind;
import io.github.flexyfleet.simulator.dps.ProvisioningService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A revocation where the Device Provisioning Service makes the identities: whoever has the old pair, a client of its own,
 * tries to register with it at every moment. One device has its own enrollment, one is in the group of the authority.
 */
@Timeout(value = 600, unit = TimeUnit.SECONDS)
class ProvisionedRevocationIT extends ProvisionedPumps {
    private static final String HUB = "eWONPROJECT.azure-devices.net";
    private static final List<String> BOTH = List.of(SELF, BY_CA);
    /** What is made in the second of a revocation counts as made before it. */
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private ProvisioningService dps;
    private LedgerStore ledgers;
    private final Map<String, DeviceCertificate> old = new HashMap<>();

    @BeforeEach
    void deployBoth() throws Exception {
        dps = world.dps().orElseThrow();
        ledgers = LedgerPlace.folder(folder.resolve("ledger"), fleet);
        deployed(event -> {});
        // Time stands still for the one who has the old pair, so the service must not take its own.
        dps.switches().assigning(Duration.ZERO);
        for (String device : BOTH) {
            old.put(device, certificate(device));
            assertThat(client(old.get(device)).register()).isEqualTo("assigned");
        }
    }

    @AfterEach
    void closeLedger() throws Exception {
        ledgers.close();
    }

    private Ledger ledger() {
        return LedgerPlace.ledger(ledgers, Optional.empty());
    }

    private DeviceCertificate certificate(String device) {
        return open.store().find(new DeviceId(device)).orElseThrow();
    }

    private RegisteringClient client(DeviceCertificate pair) throws Exception {
        return new RegisteringClient(world, pair);
    }

    private EnrollmentPlan plan() throws Exception {
        return observed().enrollments();
    }

    private Revocation.Revoked revoke(String device, Optional<EnrolledIdentities.Enrolling> service) throws Exception {
        Revocation revocation = new Revocation(
                open.world.connections().registry(),
                service,
                new Ownership(fleet.name(), Set.of()),
                Revocation.Records.in(ledger()));
        Revocation.Revoked revoked = revocation.of(new DeviceId(device));
        assertThat(revocation.record(revoked)).isEmpty();
        return revoked;
    }

    private Revocation.Revoked revoke(String device) throws Exception {
        return revoke(device, open.world.connections().enrolling());
    }

    private boolean isEnabled(String device) {
        return identity(device).settings().enabled();
    }

    /** What a deploy would do at the service for each of the two. */
    private void plans(String why, EnrollmentStep self, EnrollmentStep byCa) throws Exception {
        assertThat(plan().byDevice())
                .as(why)
                .isEqualTo(Map.of(
                        new DeviceId(SELF),
                        PlannedEnrollment.of(self),
                        new DeviceId(BY_CA),
                        PlannedEnrollment.of(byCa)));
    }

    private void oldOnesAreRefused(String when) throws Exception {
        for (String device : BOTH) {
            assertThat(client(old.get(device)).register())
                    .as("%s, %s", device, when)
                    .isIn("refused", "disabled");
            assertThat(client(old.get(device)).connects(HUB))
                    .as("%s, %s", device, when)
                    .isFalse();
        }
    }

    /** Deploys, and has the old pairs tried whenever anything happens in it. */
    private void deployedWhileOldOnesAreTried() throws Exception {
        ConcurrentLinkedQueue<Object> failed = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<RolloutEvent> tried = new ConcurrentLinkedQueue<>();
        deployed(event -> {
            try {
                oldOnesAreRefused(event.toString());
                tried.add(event);
            } catch (AssertionError | Exception e) {
                failed.add(e);
            }
        });
        assertThat(failed).isEmpty();
        assertThat(tried)
                .hasSizeGreaterThan(6)
                .as("the console and flexy:history tell")
                .filteredOn(RolloutEvent.IdentitiesTended.class::isInstance)
                .extracting(event -> ((RolloutEvent.IdentitiesTended) event).words())
                .filteredOn(words -> words.contains("again, by its new certificate alone"))
                .hasSize(2);
    }

    private void newOnesAreIn() throws Exception {
        for (String device : BOTH) {
            DeviceCertificate fresh = certificate(device);
            assertThat(fresh.fingerprint()).isNotEqualTo(old.get(device).fingerprint());
            assertThat(enrollments.get(Kind.INDIVIDUAL, device).enabled()).isTrue();
            assertThat(enrollments.get(Kind.INDIVIDUAL, device).certificates())
                    .extracting(Fingerprint::of)
                    .containsExactly(fresh.fingerprint());
            trustsOnly(device, fresh.fingerprint());
            assertThat(isEnabled(device)).isTrue();
            assertThat(client(fresh).register()).isEqualTo("assigned");
            assertThat(client(fresh).connects(HUB)).isTrue();
        }
        long position = world.events().last();
        open.time.pass(A_TRY);
        for (String device : BOTH) {
            assertThat(world.events().since(position))
                    .as("%s, which another client with its certificate had put out", device)
                    .anyMatch(event -> event.deviceId().equals(device));
        }
    }

    @Test
    void whoHasTheOldPairNeverRegistersAgainAndTheDeviceDoes() throws Exception {
        assertThat(revoke(SELF).enrollment()).contains(EnrollmentRevocation.Done.DISABLED);
        assertThat(revoke(BY_CA).enrollment()).contains(EnrollmentRevocation.Done.MADE);
        oldOnesAreRefused("revoked");
        assertThat(ConsoleHistory.lines(ledger().rollouts(), false, 20))
                .filteredOn(line ->
                        line.startsWith("revoked: ") && line.contains("hub and Device Provisioning Service refuse it"))
                .hasSize(2);
        open.time.pass(A_TRY.multipliedBy(2));
        oldOnesAreRefused("the devices have tried to register anew");

        assertThat(deploy(event -> {}).devices())
                .as("nobody has made new certificates yet")
                .extracting(DeviceResult::outcome)
                .noneMatch(outcome -> outcome.done());
        oldOnesAreRefused("a deploy of what was revoked");

        open.time.pass(A_SECOND);
        BOTH.forEach(device -> open.store().retire(new DeviceId(device)));
        plans("both have enrollments of their own", EnrollmentStep.REPLACE, EnrollmentStep.REPLACE);
        deployedWhileOldOnesAreTried();
        oldOnesAreRefused("deployed");
        newOnesAreIn();
        assertThat(plan()).isEqualTo(EnrollmentPlan.NONE);

        open.time.pass(UNTIL_DUE);
        plans("a renewal, of both by enrollments of their own", EnrollmentStep.RENEW, EnrollmentStep.RENEW);
        deployed(event -> {});
        oldOnesAreRefused("renewed");
        newOnesAreIn();
    }

    @Test
    void afterARevocationAtTheHubAloneTheNextDeployMendsTheRest() throws Exception {
        for (String device : BOTH) {
            assertThat(revoke(device, Optional.empty()).hub()).isEqualTo(IdentityRevocation.Done.DISABLED);
            assertThat(client(old.get(device)).register())
                    .as("what a warning says")
                    .isEqualTo("assigned");
            assertThat(isEnabled(device)).isFalse();
            assertThat(client(old.get(device)).connects(HUB)).isFalse();
        }
        open.time.pass(A_SECOND);
        BOTH.forEach(device -> open.store().retire(new DeviceId(device)));
        plans("nobody made one for the second", EnrollmentStep.REPLACE, EnrollmentStep.CREATE);
        deployed(event -> {});
        oldOnesAreRefused("deployed");
        newOnesAreIn();
    }

    @Test
    void aServiceThatAnswersNothingKeepsNobodyFromBeingShutOutOfTheHub() throws Exception {
        dps.switches().throttled(true);
        assertThatThrownBy(() -> revoke(BY_CA)).isInstanceOfSatisfying(DeviceProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(ProblemCode.NOT_SURELY_REVOKED);
            assertThat(e.problem().what())
                    .contains("the hub refuses it", "the Device Provisioning Service was not told");
        });
        assertThat(isEnabled(BY_CA)).isFalse();
        dps.switches().throttled(false);
        assertThat(revoke(BY_CA).enrollment()).contains(EnrollmentRevocation.Done.MADE);
        assertThat(client(old.get(BY_CA)).register()).isEqualTo("refused");
        assertThat(ConsoleHistory.lines(ledger().rollouts(), false, 20))
                .filteredOn(line -> line.startsWith("revoked: " + BY_CA))
                .hasSize(2);
    }
}
