package io.github.flexyfleet.fleet.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.hub.HubSnapshot;
import io.github.flexyfleet.fleet.identity.IdentityPlan;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.plan.PlanFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A plan for a hub of a Basic tier says what it will not do there. */
class BasicPlanTest {
    private static Plan plan(boolean whole) {
        HubSnapshot listed = new HubSnapshot(Map.of(), Set.of(), Map.of(), whole);
        return new Plan(
                        new Plan.Tool("0.1.0", "1.0", "ab".repeat(32)),
                        "waterworks",
                        Optional.empty(),
                        4,
                        JsonMapper.shared().createObjectNode(),
                        List.of(),
                        new Plan.Sums(new TreeMap<>(), 0, 0))
                .with(IdentityPlan.NONE.withoutTwins(listed));
    }

    @Test
    void itNamesWhatIsMissingAndHowDevicesThatLeftAreFound() {
        assertThat(IdentityLines.of(plan(true).identities()))
                .containsExactly(
                        "- FLX3103 Hub without twins: no tags; what runs is asked of each device by Talk2M;"
                                + " messages count as delivered when sent",
                        "    devices that left the fleet file are found in the hub's list, which ends at 1,000");
        assertThat(IdentityLines.of(plan(false).identities())).last().asString().contains("are not found");
        assertThat(IdentityLines.of(IdentityPlan.NONE)).isEmpty();
    }

    @Test
    void thePlansFileKeepsIt() throws Exception {
        for (boolean whole : List.of(true, false)) {
            Plan plan = plan(whole);
            String text = PlanFile.sealed(plan).text();

            assertThat(text).contains(whole ? "\"identitiesBy\" : \"list\"" : "\"identitiesBy\" : \"partOfList\"");
            assertThat(PlanFile.read(text).plan().map(Plan::identities)).contains(plan.identities());
        }
        assertThat(PlanFile.sealed(plan(true).with(IdentityPlan.NONE)).text()).doesNotContain("identitiesBy");
    }
}
