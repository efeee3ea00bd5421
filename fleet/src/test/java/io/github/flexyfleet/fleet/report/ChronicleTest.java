package io.github.flexyfleet.fleet.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.report.RolloutStory.Doing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChronicleTest {
    @Test
    void phasesFollowEachOtherWithoutAHole() {
        RolloutStory story = ExampleReport.halted().around().story();

        assertThat(story.phases())
                .extracting(phase -> phase.wave() + " " + phase.doing())
                .containsExactly("1 WORK", "1 SOAK", "1 GATES", "2 WORK");
        Instant last = story.phases().get(0).began();
        for (RolloutStory.Phase phase : story.phases()) {
            assertThat(phase.began()).isEqualTo(last);
            last = phase.ended();
        }
        assertThat(story.phases())
                .filteredOn(phase -> phase.doing() == Doing.SOAK)
                .allSatisfy(phase -> assertThat(Duration.between(phase.began(), phase.ended()))
                        .isEqualTo(Duration.ofMinutes(10)));
    }

    @Test
    void eachDeviceThatWasBegunHasItsStepsAndNoOther() {
        RolloutStory story = ExampleReport.halted().around().story();

        assertThat(story.steps()).hasSize(4);
        assertThat(words(story.steps().get(new DeviceId("Pump-North-3"))))
                .containsExactly(
                        "observing",
                        "sending the bundle",
                        "switching to the candidate",
                        "waiting for its data at the hub",
                        "reverted");
        assertThat(words(story.halts())).containsExactly("wave 2 (pilots): 1 of 3 devices went wrong");
        assertThat(story.judged()).hasSize(1);
    }

    private static List<String> words(List<RolloutStory.Step> steps) {
        return steps.stream().map(RolloutStory.Step::words).toList();
    }
}
