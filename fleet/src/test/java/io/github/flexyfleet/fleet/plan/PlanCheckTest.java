package io.github.flexyfleet.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each input of a plan that moves is named; what is none moves nothing. */
class PlanCheckTest {
    @TempDir
    private Path folder;

    private PlanKit kit;
    private Plan sealed;

    @BeforeEach
    void seal() {
        kit = new PlanKit(folder);
        sealed = kit.plan(PlanKit.FLEET);
    }

    /** What is replaced by what in the fleet file, and how each sentence begins. */
    static Stream<Arguments> mutations() {
        return Stream.of(
                Arguments.of("full: 20s", "full: 10s", List.of("wanted digest of pump-1 (")),
                Arguments.of("name: Pump 2", "name: Pump 2, heartbeat: 1m", List.of("wanted digest of pump-2 (")),
                Arguments.of(
                        "name: Pump 2",
                        "name: Pump 22",
                        List.of("Talk2M name of pump-2 (Pump 2 in the plan, now Pump 22)")),
                Arguments.of(
                        "2005-0001-25", "2005-0002-25", List.of("serial number of pump-1 (2005-0001-25 in the plan,")),
                Arguments.of(
                        "name: Pump 2",
                        "name: Pump 2, takeOver: true",
                        List.of("takeOver of pump-2 (false in the plan, now true)")),
                Arguments.of(
                        "name: Pump 2",
                        "name: Pump 2, connection: triggered",
                        List.of("connection of pump-2 (permanent in the plan, now triggered)")),
                Arguments.of(
                        "      pump-3: {name: Pump 3}\n",
                        "      pump-3: {name: Pump 3}\n      pump-4: {name: Pump 4}\n",
                        List.of("device added: pump-4")),
                Arguments.of("      pump-2: {name: Pump 2}\n", "", List.of("device gone: pump-2")),
                Arguments.of("soak: 1m", "soak: 2m", List.of("rollout.waves[canary].soak: PT1M in the plan, now PT2M")),
                Arguments.of(
                        "devices: [pump-1]",
                        "devices: [pump-3]",
                        List.of("wave of pump-1 (1 in the plan, now 2), pump-3 (2 in the plan, now 1)")),
                Arguments.of("atLeast: 3", "atLeast: 4", List.of("rollout.abort[1].atLeast: 3 in the plan, now 4")),
                Arguments.of(
                        "when: FAILED",
                        "when: REVERTED",
                        List.of("rollout.abort[1].when: FAILED in the plan, now REVERTED")),
                Arguments.of(
                        "name: canary",
                        "name: first",
                        List.of("rollout.waves[first].name: canary in the plan, now first")));
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void eachMovedInputIsNamed(String text, String other, List<String> sentences) {
        assertThat(PlanKit.FLEET).contains(text);

        List<String> moved = PlanCheck.moved(sealed, kit.plan(PlanKit.FLEET.replace(text, other)));

        assertThat(moved).hasSize(sentences.size());
        for (int i = 0; i < moved.size(); i++) {
            assertThat(moved.get(i)).startsWith(sentences.get(i));
        }
    }

    @Test
    void theToolIsNamedAndAllAtOnce() {
        Planner.Inputs inputs = kit.inputs(PlanKit.FLEET.replace("soak: 1m", "soak: 2m"));
        Plan.Tool other = new Plan.Tool("0.2.0", "1.1", "cd".repeat(32));

        List<String> moved = PlanCheck.moved(
                sealed,
                Planner.plan(
                        new Planner.Inputs(other, inputs.fleet(), inputs.targets(), Optional.empty(), 8),
                        Map.of(),
                        kit.applied()));

        assertThat(moved)
                .containsExactly(
                        "tool version: 0.1.0 in the plan, now 0.2.0",
                        "runtime version: 1.0 in the plan, now 1.1",
                        "runtime jar: " + "ab".repeat(32) + " in the plan, now " + "cd".repeat(32),
                        "rollout.waves[canary].soak: PT1M in the plan, now PT2M");
    }

    @Test
    void aRenewedCertificateIsAnotherWantedDigest() {
        kit.renew("pump-3");

        assertThat(PlanCheck.moved(sealed, kit.plan(PlanKit.FLEET)))
                .singleElement()
                .asString()
                .startsWith("wanted digest of pump-3 (");
    }

    @Test
    void commentsCommitsConcurrencyAndWhatIsSeenMoveNothing() {
        Planner.Inputs inputs = kit.inputs("# a comment that moves all lines\n" + PlanKit.FLEET);
        Planner.Inputs merged =
                new Planner.Inputs(inputs.tool(), inputs.fleet(), inputs.targets(), Optional.of("a".repeat(40)), 3);

        assertThat(PlanCheck.moved(sealed, Planner.plan(merged, kit.allRun(merged), kit.applied())))
                .isEmpty();
    }

    @Test
    void anOrderOfTheSameDevicesIsAnInput() {
        String listed = PlanKit.FLEET.replace("devices: [pump-1]", "devices: [pump-1, pump-2]");

        List<String> moved = PlanCheck.moved(kit.plan(listed), turned(kit.plan(listed)));

        assertThat(moved).containsExactly("rollout.waves[canary].devices: another order of the same devices");
    }

    private static Plan turned(Plan plan) {
        return PlanFile.read(PlanFile.sealed(plan)
                        .text()
                        .replace("\"pump-1\",\n          \"pump-2\"", "\"pump-2\",\n          \"pump-1\""))
                .plan()
                .orElseThrow();
    }
}
