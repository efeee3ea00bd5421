package io.github.flexyfleet.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.ReportedState;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.report.ConsolePlan;
import io.github.flexyfleet.fleet.report.MarkdownPlan;
import io.github.flexyfleet.fleet.rollout.ExitClass;
import io.github.flexyfleet.fleet.talk2m.RuntimeState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class PlannerTest {
    private static final Digest OTHER = Digest.of(new byte[] {1});

    @TempDir
    private Path folder;

    private PlanKit kit;

    @BeforeEach
    void make() {
        kit = new PlanKit(folder);
    }

    @Test
    void whereAllRunWhatIsWantedNothingIsToDo() {
        Planner.Inputs inputs = kit.inputs(PlanKit.FLEET);

        Plan plan = Planner.plan(inputs, kit.allRun(inputs), kit.applied());

        assertThat(plan.devices()).extracting(PlannedDevice::action).containsOnly(Action.NONE);
        assertThat(plan.devices()).extracting(PlannedDevice::wave).containsExactly(1, 2, 2);
        assertThat(plan.exitClass()).isEqualTo(ExitClass.DONE);
        // A look at each device, and what belongs to the account.
        assertThat(plan.sums().calls()).containsExactly(Map.entry("acme", 7L));
    }

    @Test
    void settingsAreToldWithBeforeAfterAndPlace() {
        Map<DeviceId, Observation> before = kit.allRun(kit.inputs(PlanKit.FLEET));
        String yaml = PlanKit.FLEET
                .replace("full: 20s", "full: 10s")
                .replace("    slow: {groups: [C], push: {full: 10m}}\n", "    fast: {groups: [D], push: {full: 1s}}\n")
                .replace("heartbeat: 15m", "heartbeat: 0s")
                .replace(
                        "pump-3: {name: Pump 3}",
                        "pump-3: {name: Pump 3, spool: {age: 3d}, writable: {Setpoint: {min: 0}}}");

        Plan plan = Planner.plan(kit.inputs(yaml), before, kit.applied());

        assertThat(PlanKit.device(plan, "pump-2").changes())
                .containsExactly(
                        change(Change.Kind.CHANGED, "heartbeat", "15m", "off", "fleet.yaml:5:14"),
                        change(Change.Kind.CHANGED, "tagGroups.all.push.full", "20s", "10s", "fleet.yaml:7:54"),
                        change(
                                Change.Kind.ADDED,
                                "tagGroups.fast",
                                null,
                                "format classic, groups [D], push.full 1s, push.onChange off",
                                "fleet.yaml:8:20"),
                        change(
                                Change.Kind.REMOVED,
                                "tagGroups.slow",
                                "format classic, groups [C], push.full 10m, push.onChange off",
                                null));
        assertThat(PlanKit.device(plan, "pump-3").changes())
                .extracting(Change::setting)
                .contains("spool.age", "writable.Setpoint");
        assertThat(PlanKit.device(plan, "pump-1").action()).isEqualTo(Action.CONFIGURE);
        assertThat(plan.exitClass()).isEqualTo(ExitClass.CHANGES_PENDING);
    }

    @Test
    void aRenewedCertificateAndOtherRootsAreTold() {
        Map<DeviceId, Observation> before = kit.allRun(kit.inputs(PlanKit.FLEET));
        kit.renew("pump-1");
        kit.otherRoots();

        Plan plan = Planner.plan(kit.inputs(PlanKit.FLEET), before, kit.applied());

        assertThat(PlanKit.device(plan, "pump-1").changes())
                .extracting(Change::kind)
                .containsExactly(Change.Kind.CREDENTIAL, Change.Kind.ROOTS);
        assertThat(PlanKit.device(plan, "pump-1").changes().get(0).after().orElseThrow())
                .endsWith(" until 2036-11-22");
        assertThat(PlanKit.device(plan, "pump-2").changes())
                .extracting(Change::kind)
                .containsExactly(Change.Kind.ROOTS);
        assertThat(PlanKit.device(plan, "pump-1").effort().hubOperations())
                .isGreaterThan(PlanKit.device(plan, "pump-2").effort().hubOperations());
    }

    @Test
    void whatWasNotAppliedFromHereIsSaidAndNotGuessed() {
        Plan plan = Planner.plan(
                kit.inputs(PlanKit.FLEET), Map.of(new DeviceId("pump-2"), PlanKit.runs(OTHER)), kit.applied());

        assertThat(PlanKit.device(plan, "pump-2").changes())
                .containsExactly(change(Change.Kind.UNCOMPARED, "configuration", OTHER.abbreviated(), null));
    }

    @Test
    void aKeptConfigurationThatWasChangedCountsAsMissing() throws IOException {
        Map<DeviceId, Observation> before = kit.allRun(kit.inputs(PlanKit.FLEET));
        try (Stream<Path> files = Files.walk(folder.resolve("applied"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(file, Files.readString(file).replace("\"fullSeconds\":20", "\"fullSeconds\":21"));
            }
        }

        Plan plan = Planner.plan(kit.inputs(PlanKit.FLEET.replace("full: 20s", "full: 10s")), before, kit.applied());

        assertThat(PlanKit.device(plan, "pump-2").changes())
                .extracting(Change::kind)
                .containsExactly(Change.Kind.UNCOMPARED);
    }

    static Stream<Arguments> observations() {
        Digest wanted = Digest.of(new byte[] {2}); // stands for the wanted one
        return Stream.of(
                arguments(PlanKit.runs(wanted), Action.NONE),
                arguments(PlanKit.runs(OTHER), Action.CONFIGURE),
                arguments(PlanKit.runs(wanted, "0.9"), Action.UPDATE_RUNTIME),
                arguments(PlanKit.runs(OTHER, "0.9"), Action.UPDATE_RUNTIME),
                arguments(seen(RuntimeState.TRIAL, Optional.of(wanted)), Action.CONFIGURE),
                arguments(seen(RuntimeState.EMPTY, Optional.empty()), Action.CONFIGURE),
                arguments(missing(Observation.Means.STATUS, ProblemCode.RUNTIME_SILENT), Action.INSTALL_RUNTIME),
                arguments(missing(Observation.Means.UNKNOWN, ProblemCode.OFFLINE), Action.UNREACHABLE),
                arguments(missing(Observation.Means.UNKNOWN, ProblemCode.TALK2M), Action.UNREACHABLE),
                arguments(missing(Observation.Means.UNKNOWN, ProblemCode.TALK2M_LIMIT), Action.UNREACHABLE),
                arguments(missing(Observation.Means.UNKNOWN, ProblemCode.DEVICE_LOGIN), Action.UNKNOWN),
                arguments(Observation.NOTHING, Action.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("observations")
    void theActionFollowsFromWhatIsSeen(Observation observation, Action action) {
        Planner.Inputs inputs = kit.inputs(PlanKit.FLEET);
        Digest wanted = inputs.targets().get(1).digest();
        Observation seen = new Observation(
                observation.by(),
                observation
                        .seen()
                        .map(each -> new Observation.Seen(
                                each.state(),
                                each.digest().map(digest -> digest.equals(OTHER) ? OTHER : wanted),
                                each.runtime(),
                                each.certificate())),
                observation.problem());

        Plan plan = Planner.plan(inputs, Map.of(new DeviceId("pump-2"), seen), kit.applied());

        assertThat(PlanKit.device(plan, "pump-2").action()).isEqualTo(action);
    }

    @Test
    void aSleepingDeviceThatTheDeployWakesIsNoDebt() {
        Planner.Inputs inputs =
                kit.inputs(PlanKit.FLEET.replace("name: Pump 2", "name: Pump 2, connection: triggered"));

        Plan plan = Planner.plan(
                inputs,
                Map.of(new DeviceId("pump-2"), missing(Observation.Means.UNKNOWN, ProblemCode.OFFLINE)),
                kit.applied());

        assertThat(PlanKit.device(plan, "pump-2").action()).isEqualTo(Action.UNKNOWN);
    }

    @Test
    void aTwinSufficesOnlyForWhatStays() {
        Optional<Digest> digest = Optional.of(OTHER);
        assertThat(Observation.of(new ReportedState("1.0", "confirmed", digest, digest, Optional.empty())))
                .get()
                .extracting(Observation::digest)
                .isEqualTo(digest);
        assertThat(Observation.of(
                        new ReportedState("1.0", "empty", Optional.empty(), Optional.empty(), Optional.empty())))
                .isPresent();
        assertThat(Observation.of(new ReportedState("1.0", "trial", digest, Optional.empty(), Optional.empty())))
                .isEmpty();
        assertThat(Observation.of(new ReportedState("1.0", "confirmed", digest, Optional.empty(), Optional.empty())))
                .isEmpty();
        assertThat(Observation.of(new ReportedState("1.0", "", digest, digest, Optional.empty())))
                .isEmpty();
    }

    @Test
    void theSameInputsGiveTheSameBytesWhereverAndInWhateverOrder() {
        Planner.Inputs inputs = kit.inputs(PlanKit.FLEET);
        Map<DeviceId, Observation> observed = kit.allRun(inputs);
        String first =
                PlanFile.sealed(Planner.plan(inputs, observed, kit.applied())).text();
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            Map<DeviceId, Observation> turned = new LinkedHashMap<>();
            new TreeMap<>(observed).descendingMap().forEach(turned::put);
            String second = PlanFile.sealed(Planner.plan(kit.inputs(PlanKit.FLEET), turned, kit.applied()))
                    .text();

            assertThat(second).isEqualTo(first);
            assertThat(ConsolePlan.lines(PlanFile.read(second).plan().orElseThrow(), Optional.empty()))
                    .anyMatch(line -> line.contains("Nothing to do"));
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        assertThat(first).doesNotContain("\r").endsWith("}\n").matches("(?s)\\p{ASCII}*");
    }

    @Test
    void aPlanFitsItsSchema() throws IOException {
        Map<DeviceId, Observation> before = kit.allRun(kit.inputs(PlanKit.FLEET));
        before.put(new DeviceId("pump-3"), missing(Observation.Means.UNKNOWN, ProblemCode.OFFLINE));
        Planner.Inputs inputs = kit.inputs(PlanKit.FLEET.replace("full: 20s", "full: 10s"));
        Planner.Inputs inGit = new Planner.Inputs(
                inputs.tool(), inputs.fleet(), inputs.targets(), Optional.of("0123456789".repeat(4)), 8);

        String text =
                PlanFile.sealed(Planner.plan(inGit, before, kit.applied())).text();

        try (InputStream in = PlannerTest.class.getResourceAsStream("/io/github/flexyfleet/schema/plan.schema.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in);
            assertThat(schema.validate(JsonMapper.shared().readTree(text))).isEmpty();
            assertThat(schema.validate(JsonMapper.shared().readTree(text.replace("\"configure\"", "\"erase\""))))
                    .isNotEmpty();
        }
    }

    @Test
    void noSecretGetsIntoAPlanOrIntoWhatIsKept() throws IOException {
        String yaml = PlanKit.FLEET.replace("name: Pump 3", "name: Pump 3, auth: sas");
        Planner.Inputs inputs = kit.inputs(yaml);
        assertThat(inputs.targets()
                        .get(2)
                        .bundle()
                        .file("device.sas")
                        .orElseThrow()
                        .content())
                .asString()
                .contains(PlanKit.CANARY);
        Map<DeviceId, Observation> before = kit.allRun(inputs);
        Plan plan = Planner.plan(kit.inputs(yaml.replace("full: 20s", "full: 10s")), before, kit.applied());

        String shown = PlanFile.sealed(plan).text()
                + String.join("\n", ConsolePlan.lines(plan, Optional.empty()))
                + MarkdownPlan.text(plan, PlanFile.sealed(plan).seal());
        assertThat(shown).doesNotContain(PlanKit.CANARY, "key of pump", "PRIVATE");
        try (Stream<Path> files = Files.walk(folder.resolve("applied"))) {
            List<Path> kept = files.filter(Files::isRegularFile).toList();
            assertThat(kept).as("three devices, and their roots").hasSize(4);
            for (Path file : kept) {
                assertThat(file).content().doesNotContain(PlanKit.CANARY, "key of pump", "PRIVATE");
            }
        }
    }

    private static Observation seen(RuntimeState state, Optional<Digest> digest) {
        return new Observation(
                Observation.Means.STATUS,
                Optional.of(new Observation.Seen(state, digest, PlanKit.TOOL.runtime(), Optional.empty())),
                Optional.empty());
    }

    private static Observation missing(Observation.Means by, ProblemCode problem) {
        return new Observation(by, Optional.empty(), Optional.of(problem));
    }

    private static Arguments arguments(Observation seen, Action action) {
        return Arguments.of(seen, action);
    }

    private static Change change(Change.Kind kind, String setting, String before, String after, String... places) {
        return new Change(kind, setting, Optional.ofNullable(before), Optional.ofNullable(after), List.of(places));
    }
}
