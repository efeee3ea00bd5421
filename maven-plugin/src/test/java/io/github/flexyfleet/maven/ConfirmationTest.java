package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.plan.Action;
import io.github.flexyfleet.fleet.plan.Effort;
import io.github.flexyfleet.fleet.plan.Observation;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.plan.PlannedDevice;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ConfirmationTest {
    @ParameterizedTest
    @CsvSource({"yes,true", "' YES ',true", "y,false", "no,false", "'',false", ",false"})
    void onlyYesGoesOn(String answer, boolean given) throws Exception {
        assertThat(new Confirmation(true, question -> answer).isGiven(plan(Action.CONFIGURE)))
                .isEqualTo(given);
    }

    @Test
    void withoutATerminalItIsAnError() {
        assertThatThrownBy(() -> new Confirmation(false, question -> "yes").isGiven(plan(Action.UNKNOWN)))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("nothing was done");
    }

    @Test
    void whereNothingIsToDoNobodyIsAsked() throws Exception {
        assertThat(new Confirmation(false, question -> "no").isGiven(plan(Action.NONE)))
                .isTrue();
    }

    private static Plan plan(Action action) {
        PlannedDevice device = new PlannedDevice(
                new DeviceId("d1"),
                new PlannedDevice.Way("north", "acme", "Pump 1", Optional.empty(), false, false),
                1,
                Digest.of(new byte[] {1}),
                Observation.NOTHING,
                action,
                List.of(),
                new Effort(0, 0, 0));
        return new Plan(
                new Plan.Tool("1", "1", "ab".repeat(32)),
                "small",
                Optional.empty(),
                8,
                JsonMapper.shared().createObjectNode(),
                List.of(device),
                new Plan.Sums(new TreeMap<>(), 0, 0));
    }
}
