package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.certificate.PemCertificates;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.report.ConsoleReport;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.ExitClass;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.simulator.hub.HubEvent;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.maven.plugin.MojoFailureException;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole deploys that change the roots which devices trust: refused at once, and well with a time in which both count. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class RootsExchangeIT {
    @TempDir
    Path folder;

    private GoalsInRehearsal open;

    private Fleet fleet(String roots) throws IOException {
        return WrittenFleet.valid(folder, """
                fleet: rooted
                hub: {host: eWONPROJECT.azure-devices.net}
                talk2m: {account: demo}
                roots: [%s]
                defaults:
                  tagGroups:
                    all: {groups: [A, B, C, D], push: {full: 1m}}
                sites:
                  brussels:
                    timeZone: Europe/Brussels
                    devices:
                      pump-1: {name: Pump station 1}
                      pump-2: {name: Pump station 2}
                """.formatted(roots));
    }

    private void writeRoot(String name) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        X500Name subject = new X500Name("CN=" + name + " root");
        Instant now = Instant.now();
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(
                project.resolve(name + ".pem"),
                PemCertificates.toPem(List.of(new JcaX509CertificateConverter()
                        .getCertificate(new JcaX509v3CertificateBuilder(
                                        subject,
                                        BigInteger.TEN,
                                        Date.from(now.minus(Duration.ofDays(1))),
                                        Date.from(now.plus(Duration.ofDays(3650))),
                                        subject,
                                        pair.getPublic())
                                .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                                .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()))))));
    }

    @Test
    void anExchangeAtOnceIsRefusedAndTouchesNothingAndWithBothForATimeItGoesThrough() throws Exception {
        writeRoot("old");
        writeRoot("new");
        Fleet before = fleet("old.pem");
        try (GoalsInRehearsal world = new GoalsInRehearsal(before, folder)) {
            open = world;
            everyDeviceIs(Outcome.CONFIRMED, deploy(before));

            Fleet atOnce = fleet("new.pem");
            assertRefusedBeforeItBegins(atOnce);
            everyDeviceIsRefusedAndGoesOn(atOnce);

            for (String roots : List.of("old.pem, new.pem", "new.pem")) {
                Fleet next = fleet(roots);
                open.planning(next).announce(open.plan(next), false);
                everyDeviceIs(Outcome.CONFIRMED, deploy(next));
            }
            everyDeviceIs(Outcome.UNCHANGED, deploy(atOnce));
            everyDeviceSpeaks();

            assertRefusedBeforeItBegins(before);
            open.planning(before).announce(open.plan(before), true);
            everyDeviceIs(Outcome.CONFIRMED, open.deployExchangingRoots(before));
        }
    }

    /** By its plan, as flexy:deploy does first. */
    private void assertRefusedBeforeItBegins(Fleet fleet) throws Exception {
        Planning planning = open.planning(fleet);
        Plan plan = open.plan(fleet);

        assertThatThrownBy(() -> planning.announce(plan, false))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll(
                        "FLX3120", "on pump-1", "and on 1 more devices", " root by CN=", "-Dflexy.exchangeRoots=true");
    }

    /** By what it runs, as far as the plan did not know that. */
    private void everyDeviceIsRefusedAndGoesOn(Fleet fleet) throws Exception {
        RolloutResult refused = deploy(fleet);

        assertThat(refused.exitClass()).isEqualTo(ExitClass.HALTED);
        assertThat(refused.devices())
                .as("the canary is refused, and the other one not even asked: %s", ConsoleReport.lines(refused))
                .extracting(DeviceResult::outcome)
                .containsExactlyInAnyOrder(Outcome.REJECTED, Outcome.NOT_STARTED);
        assertThat(refused.devices())
                .flatExtracting(device ->
                        device.problem().stream().map(problem -> problem.code()).toList())
                .contains(ProblemCode.ROOTS_EXCHANGED);
        everyDeviceSpeaks();
        everyDeviceIs(Outcome.UNCHANGED, deploy(fleet("old.pem")));
    }

    private void everyDeviceSpeaks() throws InterruptedException {
        long last = open.world.world().events().last();
        open.time.pass(Duration.ofMinutes(5));
        assertThat(open.world.world().events().since(last))
                .extracting(HubEvent::deviceId)
                .contains("pump-1", "pump-2");
    }

    private RolloutResult deploy(Fleet fleet) throws Exception {
        return open.deploy(fleet, event -> {});
    }

    private static void everyDeviceIs(Outcome outcome, RolloutResult result) {
        assertThat(result.devices())
                .as("%s", ConsoleReport.lines(result))
                .hasSize(2)
                .extracting(DeviceResult::outcome)
                .containsOnly(outcome);
    }
}
