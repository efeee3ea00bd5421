package io.github.flexyfleet.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanFileTest {
    private static final long SEED = 20261129;

    @TempDir
    private Path folder;

    private Plan plan;
    private String text;

    @BeforeEach
    void make() {
        PlanKit kit = new PlanKit(folder);
        Map<DeviceId, Observation> before = kit.allRun(kit.inputs(PlanKit.FLEET));
        plan = Planner.plan(kit.inputs(PlanKit.FLEET.replace("full: 20s", "full: 10s")), before, kit.applied());
        text = PlanFile.sealed(plan).text();
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        PlanFile.Read read = PlanFile.read(text);

        assertThat(read.broken()).isEmpty();
        assertThat(read.plan()).contains(plan);
        assertThat(PlanFile.sealed(read.plan().orElseThrow()).text()).isEqualTo(text);
    }

    @Test
    void theSealHasItsPlaceAmongTheSortedKeys() {
        assertThat(CanonicalJson.text(CanonicalJson.read(text))).isEqualTo(text);
    }

    @Test
    void otherLineEndsAndBlanksDoNotBreakTheSeal() {
        assertThat(PlanFile.read(text.replace("\n", "\r\n")).broken()).isEmpty();
        assertThat(PlanFile.read(text.replace("  ", "\t")).broken()).isEmpty();
    }

    @Test
    void anyOtherLetterOrDigitBreaksIt() {
        Random random = new Random(SEED);
        for (int tries = 0; tries < 300; tries++) {
            int at = random.nextInt(text.length());
            char old = text.charAt(at);
            if (!Character.isLetterOrDigit(old)) {
                continue;
            }
            String other = text.substring(0, at) + (old == '7' ? '8' : '7') + text.substring(at + 1);

            assertThat(PlanFile.read(other).broken())
                    .as("%s at %d, seed %d", old, at, SEED)
                    .isPresent();
        }
    }

    @Test
    void anEntryMoreOrTwiceBreaksIt() {
        assertThat(PlanFile.read(text.replaceFirst("\"wave\" : 1", "\"wave\" : 1, \"more\" : 1"))
                        .broken())
                .isPresent();
        assertThat(PlanFile.read(text.replaceFirst("\"wave\" : 1", "\"wave\" : 1, \"wave\" : 1"))
                        .broken())
                .contains("it is no JSON, or a key stands in it twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "null", "{\"version\": \"1\"}"})
    void whatIsNoPlanIsSaid(String other) {
        PlanFile.Read read = PlanFile.read(other);

        assertThat(read.plan()).isEmpty();
        assertThat(read.broken()).isPresent();
    }

    @Test
    void aPlanOfAnotherVersionIsNamed() {
        assertThat(PlanFile.read(text.replace("\"version\" : 1\n", "\"version\" : 2\n"))
                        .broken())
                .contains("schema version: 2 in the plan, 1 in this tool");
    }
}
