package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.probe.Answer;
import io.github.flexyfleet.fleet.probe.Fact;
import io.github.flexyfleet.fleet.probe.ProbeProfile;
import io.github.flexyfleet.fleet.probe.ProbeSettings;
import io.github.flexyfleet.fleet.probe.Prober;
import io.github.flexyfleet.simulator.fault.Deed;
import io.github.flexyfleet.simulator.fault.Moment;
import io.github.flexyfleet.simulator.fault.Strike;
import io.github.flexyfleet.simulator.fault.Target;
import io.github.flexyfleet.simulator.hub.DeviceIdentity;
import io.github.flexyfleet.simulator.reality.Assumptions;
import io.github.flexyfleet.simulator.reality.GatewayProfile;
import io.github.flexyfleet.simulator.reality.Switch;
import io.github.flexyfleet.simulator.reality.Switches;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A probe on worlds that were told how to be: it finds exactly that, and leaves no trace. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ProbeInRehearsalIT {
    @TempDir
    Path folder;

    @Test
    void each_fact_has_its_switch_and_each_switch_its_fact_with_the_same_assumption() {
        Assumptions usual = ProbedWorld.usual();
        Map<String, Object> switches = new TreeMap<>();
        Switches.all().forEach(each -> switches.put(each.id(), each.of(usual)));
        Map<String, Object> facts = new TreeMap<>();
        Arrays.stream(Fact.values()).forEach(fact -> facts.put(fact.id(), fact.assumed()));

        assertThat(switches).isEqualTo(facts);
        assertThat(Switches.all())
                .allSatisfy(each ->
                        assertThat(each.values()).contains(each.of(usual)).hasSizeGreaterThan(1));
    }

    @Test
    void on_the_usual_world_it_finds_what_is_assumed_and_rehearsals_take_the_profile() throws Exception {
        try (ProbedWorld world = new ProbedWorld(folder, ProbedWorld.usual())) {
            ProbeProfile profile = world.probe();

            profile.answers().forEach((fact, answer) -> {
                if (fact != Fact.MISSING_FILE) {
                    assertThat(answer).as(fact.id()).isEqualTo(new Answer.Found(fact.assumed()));
                }
            });
            assertThat(profile.answers().get(Fact.MISSING_FILE)).isInstanceOf(Answer.Unknown.class);
            assertThat(profile.serial()).isEqualTo(ProbedWorld.SERIAL);
            assertThat(profile.firmware()).isEqualTo("14.9s0");
            assertThat(profile.model()).isEqualTo("21");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void it_finds_exactly_what_a_world_was_told_and_leaves_no_trace(long seed) throws Exception {
        ToldWorld told = ToldWorld.draw(seed);
        Assumptions assumed = told.assumptions(ProbedWorld.usual());
        ProbeProfile profile;
        try (ProbedWorld world = new ProbedWorld(folder, assumed)) {
            Map<String, String> before = world.contents();
            List<DeviceIdentity> identities = world.identities();
            long calls = world.world().talk2mCalls();

            profile = world.probe();

            assertThat(world.contents()).as("files and settings").isEqualTo(before);
            assertThat(world.identities()).as("identities").isEqualTo(identities);
            assertThat(world.world().talk2mCalls() - calls).isLessThanOrEqualTo(Prober.CALLS + 4);
        }

        Map<String, String> wanted = new TreeMap<>();
        Map<String, String> found = new TreeMap<>();
        profile.answers().forEach((fact, answer) -> {
            wanted.put(fact.id(), told.findable(fact.id()).map(Object::toString).orElse("unknown"));
            found.put(
                    fact.id(),
                    answer instanceof Answer.Found value ? value.value().toString() : "unknown");
        });
        assertThat(found).as("told %s, answered %s", told, profile.answers()).isEqualTo(wanted);
        assertTaken(told, profile);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 17, 25, 31, 38, 46, 55, 64, 71, 80, 88, 95, 101, 107, 113})
    void a_power_cut_at_any_call_is_cleaned_up_by_the_next_run(int call) throws Exception {
        try (ProbedWorld world = new ProbedWorld(folder, ProbedWorld.usual())) {
            Map<String, String> before = world.contents();
            List<DeviceIdentity> identities = world.identities();
            world.world()
                    .faults()
                    .add(new Strike(
                            new Target.Device("Spare gateway"), call, Moment.DURING, new Deed.PowerCut(call % 3 + 1)));

            Throwable cutOff = catchThrowable(world::probe);
            world.time().sleep(Duration.ofMinutes(3));
            ProbeProfile profile = world.probe();

            assertThat(world.world().faults().struck()).hasSize(1);
            assertThat(world.contents()).as("after %s", cutOff).isEqualTo(before);
            assertThat(world.identities()).isEqualTo(identities);
            assertThat(profile.found()).as("%s", profile.answers()).isEqualTo(Fact.values().length - 1L);
        }
    }

    @Test
    void a_call_whose_answer_is_lost_is_made_again() throws Exception {
        try (ProbedWorld world = new ProbedWorld(folder, ProbedWorld.usual())) {
            Map<String, String> before = world.contents();
            for (int call = 12; call < 100; call += 7) {
                world.world()
                        .faults()
                        .add(new Strike(new Target.Device("Spare gateway"), call, Moment.AFTER, new Deed.Lose()));
            }

            ProbeProfile profile = world.probe();

            assertThat(profile.found()).as("%s", profile.answers()).isEqualTo(Fact.values().length - 1L);
            assertThat(world.contents()).isEqualTo(before);
        }
    }

    @Test
    void a_gateway_on_which_the_runtime_runs_is_left_alone() throws Exception {
        byte[] autorun = "-heapsize 25M -classpath /usr/flexyfleet-1.jar -emain io.github.flexyfleet.runtime.Main\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        try (ProbedWorld world = new ProbedWorld(folder, ProbedWorld.usual(), "S1", Map.of("jvmrun", autorun))) {
            Map<String, String> before = world.contents();

            DeviceProblemException refused = catchThrowableOfType(DeviceProblemException.class, world::probe);

            assertThat(refused.problem().code()).isEqualTo(ProblemCode.PROBE_IN_USE);
            assertThat(world.contents()).isEqualTo(before);
            assertThat(world.world().deviceWrites()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void another_program_is_stopped_only_when_told_and_runs_again_afterwards() throws Exception {
        byte[] other = ProbeJar.load().content();
        byte[] autorun = "-heapsize 25M -classpath /usr/other.jar -emain io.github.flexyfleet.probe.Heap\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        Map<String, byte[]> files = Map.of("jvmrun", autorun, "other.jar", other);
        try (ProbedWorld world = new ProbedWorld(folder, ProbedWorld.usual(), "S1", files)) {
            DeviceProblemException refused = catchThrowableOfType(DeviceProblemException.class, world::probe);
            assertThat(refused.problem().code()).isEqualTo(ProblemCode.PROBE_FOREIGN);

            ProbeSettings settings = world.settings();
            ProbeProfile profile = world.probe(new ProbeSettings(
                    settings.tool(),
                    settings.jar(),
                    settings.url(),
                    settings.hub(),
                    settings.roots(),
                    true,
                    settings.patience(),
                    settings.record()));

            assertThat(profile.found()).as("%s", profile.answers()).isEqualTo(Fact.values().length - 1L);
            world.time().sleep(Duration.ofMinutes(1));
            assertThat(world.contents().keySet().stream().map(path -> path.substring(path.lastIndexOf('/') + 1)))
                    .as("the other program, which writes this file, ran again")
                    .contains("flexyprobe.heap", "jvmrun", "other.jar")
                    .doesNotContain("flexyprobe.jar", "flexyprobe.begun", "flexyprobe.in");
        }
    }

    @Test
    void without_a_hub_the_questions_to_it_stay_open_and_say_why() throws Exception {
        try (ProbedWorld world = new ProbedWorld(folder, ProbedWorld.usual())) {
            ProbeSettings settings = world.settings();
            ProbeProfile profile = world.probe(new ProbeSettings(
                    settings.tool(),
                    settings.jar(),
                    settings.url(),
                    Optional.empty(),
                    settings.roots(),
                    false,
                    settings.patience(),
                    settings.record()));

            assertThat(profile.answers().get(Fact.EC)).isEqualTo(new Answer.Unknown("no hub was to be connected to"));
            assertThat(profile.answers().get(Fact.RENAME_OVER)).isEqualTo(new Answer.Found(true));
        }
    }

    @Test
    void a_hub_without_twins_leaves_open_what_needs_their_answer() throws Exception {
        try (ProbedWorld world = new ProbedWorld(folder, ProbedWorld.usual(), "B1", Map.of())) {
            ProbeProfile profile = world.probe();

            assertThat(profile.answers().get(Fact.LARGEST_PAYLOAD)).isInstanceOf(Answer.Unknown.class);
            assertThat(profile.answers().get(Fact.RESUBSCRIBES)).isInstanceOf(Answer.Unknown.class);
            assertThat(profile.answers().get(Fact.RECONNECTS)).isEqualTo(new Answer.Found(true));
        }
    }

    /** The profile makes the same world anew, but for what it does not know. */
    private void assertTaken(ToldWorld told, ProbeProfile profile) throws IOException {
        Path file = Files.writeString(folder.resolve("profile.json"), profile.json());
        Assumptions usual = ProbedWorld.usual();
        Assumptions taken = GatewayProfile.read(file).applied(usual);
        for (Switch each : Switches.all()) {
            assertThat(each.of(taken))
                    .as(each.id())
                    .isEqualTo(told.findable(each.id()).orElse(each.of(usual)));
        }
    }
}
