package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetResult;
import io.github.flexyfleet.simulator.fault.FaultProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rollouts tried in virtual time, with several gateways side by side. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class PolicyTrialIT {
    private static final int DEVICES = 4;

    @TempDir
    Path folder;

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS);

    @Test
    void withACanaryABadConfigurationReachesOneDevice() throws Exception {
        PolicyTrial.Result result = trial("""
                rollout:
                  waves:
                    - {name: canary, take: 1, soak: 30m}
                    - {name: rest}
                """).run(FaultProfile.calm(), 1, folder, start);

        assertThat(result.done()).isEqualTo(DEVICES);
        assertThat(result.halted()).isFalse();
        assertThat(result.runs()).isEqualTo(1);
        assertThat(result.took()).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(60));
        assertThat(result.calls()).isBetween(DEVICES * 10, DEVICES * 40);
        assertThat(result.badReached()).isEqualTo(1);
    }

    @Test
    void withoutWavesOrLimitsItReachesAll() throws Exception {
        PolicyTrial.Result result = trial("""
                rollout:
                  waves:
                    - {name: all}
                  abort:
                    - {when: FAILED, atLeast: 100}
                """).run(FaultProfile.calm(), 1, folder, start);

        assertThat(result.done()).isEqualTo(DEVICES);
        assertThat(result.badReached()).isEqualTo(DEVICES);
    }

    @Test
    void onBadLinesItTakesLongerAndIsDoneInTheEnd() throws Exception {
        PolicyTrial trial = trial("""
                rollout:
                  waves:
                    - {name: all}
                  abort:
                    - {when: FAILED, atLeast: 100}
                """);

        PolicyTrial.Result calm =
                trial.run(FaultProfile.calm(), 3, Files.createDirectory(folder.resolve("calm")), start);
        PolicyTrial.Result own = trial.run(
                FaultProfile.own(Duration.ofSeconds(2), 0, 0), 3, Files.createDirectory(folder.resolve("own")), start);

        assertThat(own.done()).isEqualTo(DEVICES);
        assertThat(own.took()).isGreaterThan(calm.took());
        // Of 20 and more calls a device each takes 2 s, as a rule; the devices do not wait for one another.
        assertThat(own.took().minus(calm.took())).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(6 * 60));
    }

    @Test
    void figuresAreMediansAndWorstCases() {
        PolicyTrials trials = new PolicyTrials(
                "storm",
                5,
                List.of(
                        new PolicyTrial.Result(Duration.ofSeconds(61), 1, 100, 5, false, 1),
                        new PolicyTrial.Result(Duration.ofMinutes(90), 3, 300, 4, false, 2),
                        new PolicyTrial.Result(Duration.ofMinutes(2), 1, 120, 5, true, 1)));

        assertThat(PolicyTrials.table(List.of(trials)))
                .containsExactly(
                        "FAULTS  TRIALS  ALL DEVICES DONE  HALTED  RUNS, WORST  TIME, MEDIAN  WORST   CALLS, MEDIAN  WORST  A BAD CONFIGURATION REACHES",
                        "storm   3       2                 1       3            2:00 min      1:30 h  120            300    1 of 5, at worst 2");
    }

    private PolicyTrial trial(String rollout) throws Exception {
        StringBuilder text = new StringBuilder("""
                fleet: trial
                hub: {host: eWONPROJECT.azure-devices.net, tier: S1}
                talk2m: {account: demo}
                defaults:
                  tagGroups:
                    all: {groups: [A, B, C, D], push: {onChange: 2s, full: 20s}}
                """);
        text.append(rollout).append("sites:\n  brussels:\n    timeZone: Europe/Brussels\n    devices:\n");
        for (int i = 1; i <= DEVICES; i++) {
            text.append("      pump-")
                    .append(i)
                    .append(": {name: Pump station ")
                    .append(i)
                    .append("}\n");
        }
        FleetResult result = WrittenFleet.read(folder, text.toString());
        assertThat(result.findings()).isEmpty();
        Fleet fleet = result.fleet().orElseThrow();
        return new PolicyTrial(fleet, BundledRuntime.load(), RehearsalProfile.of(null), 4);
    }
}
