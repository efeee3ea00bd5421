package io.github.flexyfleet.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.identity.EnrollmentPlan;
import io.github.flexyfleet.fleet.identity.EnrollmentStep;
import io.github.flexyfleet.fleet.identity.PlannedEnrollment;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

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
    void enrollmentsAreReadAsTheyWereWrittenAndFitTheSchema() throws IOException {
        PlannedEnrollment refused = PlannedEnrollment.problem(ProblemCode.FOREIGN_ENROLLMENT);
        Plan enrolling = plan.with(new EnrollmentPlan(
                new TreeMap<>(Map.of(
                        new DeviceId("pump-1"),
                        PlannedEnrollment.of(EnrollmentStep.RENEW),
                        new DeviceId("pump-2"),
                        refused)),
                Optional.of(new EnrollmentPlan.Group("pumps", PlannedEnrollment.of(EnrollmentStep.CREATE))),
                List.of(new DeviceId("pump-9"))));
        String written = PlanFile.sealed(enrolling).text();

        assertThat(PlanFile.read(written).plan()).contains(enrolling);
        try (InputStream in = PlanFileTest.class.getResourceAsStream("/io/github/flexyfleet/schema/plan.schema.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in);
            assertThat(schema.validate(JsonMapper.shared().readTree(written))).isEmpty();
            assertThat(schema.validate(JsonMapper.shared().readTree(written.replace("\"renew\"", "\"erase\""))))
                    .isNotEmpty();
        }
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
