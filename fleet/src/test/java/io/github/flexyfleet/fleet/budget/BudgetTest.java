package io.github.flexyfleet.fleet.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetFiles;
import io.github.flexyfleet.fleet.model.FleetResult;
import io.github.flexyfleet.fleet.model.HubSettings;
import io.github.flexyfleet.fleet.model.HubTier;
import io.github.flexyfleet.fleet.model.Talk2mPlan;
import io.github.flexyfleet.fleet.report.ConsoleBudget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {
    private static final String ACCOUNTS = """
            fleet: many
            hub:
              host: h.azure-devices.net
              tier: S3
            talk2m:
              accounts:
                big: {account: acme-1, plan: pro}
                small: {account: acme-2, callsPerDay: 100}
            defaults:
              tagGroups:
                all: {groups: [A], push: {full: 24h}}
            sites:
              north:
                account: small
                devices:
            %s
              south:
                account: big
                devices:
                  s-1: {}
                  s-2: {}
            """.formatted(
            IntStream.range(0, 17).mapToObj(i -> "      n-" + i + ": {}").collect(Collectors.joining("\n")));

    private static final Path QUICKSTART = Path.of("..", "examples", "quickstart", "fleet.yaml");
    private static final long JAR = 80_000;
    private static final BudgetAssumptions DEFAULTS = BudgetAssumptions.defaults();

    @TempDir
    Path folder;

    @Test
    void theQuickstartsTableIsGolden() throws Exception {
        Budget budget = budget(Files.readString(QUICKSTART), DEFAULTS);

        assertThat(budget.findings()).isEmpty();
        assertThat(String.join("\n", ConsoleBudget.lines(budget)) + "\n").isEqualTo(resource("quickstart-budget.txt"));
    }

    @ParameterizedTest(name = "{0} assumed, {1} at worst, limit {2}: {3}")
    @CsvSource({
        "80, 100, 100, FINE",
        "81, 100, 100, NEAR",
        "80, 101, 100, NEAR",
        "100, 100, 100, NEAR",
        "101, 101, 100, OVER",
        // Four fifths of these are no whole numbers.
        "5, 5, 7, FINE",
        "6, 6, 7, NEAR",
        "0, 0, 1, FINE",
        "1, 1, 1, NEAR",
        "320000, 400000, 400000, FINE",
        "320001, 320001, 400000, NEAR",
        "400001, 400001, 400000, OVER",
        "9000000000000000000, 9000000000000000000, 0, FINE",
        "9000000000000000000, 9000000000000000000, 9000000000000000001, NEAR",
    })
    void aLevelTurnsJustBehindFourFifthsAndJustBehindTheLimit(long assumed, long worst, long limit, Level level) {
        assertThat(Level.of(assumed, worst, limit)).isEqualTo(level);
    }

    @ParameterizedTest(name = "{0} with {1} units: {2} a day, counted by {3} bytes")
    @CsvSource({
        "F1, 1, 8000, 512",
        "B1, 1, 400000, 4096",
        "S1, 3, 1200000, 4096",
        "B2, 1, 6000000, 4096",
        "S2, 200, 1200000000, 4096",
        "B3, 1, 300000000, 4096",
        "S3, 10, 3000000000, 4096",
    })
    void aHubsQuotaComesFromTierAndUnits(HubTier tier, int units, long messages, int meter) {
        assertThat(HubQuota.of(new HubSettings("h", tier, units))).isEqualTo(new HubQuota(messages, meter));
    }

    @ParameterizedTest(name = "{0} bytes count {1} times, on a free hub {2} times")
    @CsvSource({"0, 1, 1", "1, 1, 1", "512, 1, 1", "513, 1, 2", "4096, 1, 8", "4097, 2, 9"})
    void aMessageCountsOnceForEachStartedPiece(long bytes, long metered, long meteredFree) {
        assertThat(HubQuota.of(new HubSettings("h", HubTier.S1, 1)).metered(bytes))
                .isEqualTo(metered);
        assertThat(HubQuota.of(new HubSettings("h", HubTier.F1, 1)).metered(bytes))
                .isEqualTo(meteredFree);
    }

    @Test
    void oneUnitOfS1HoldsFourHundredThousandMessagesAndNotOneMore() {
        // On a Basic hub there are no twin requests: 10 s are 8,640 messages a day, 46 devices 397,440.
        String full10s = "{groups: [A], push: {full: 10s}}";

        assertThat(row(budget(fleet("B1", 46, full10s), DEFAULTS), "fleet", Resource.HUB_QUOTA))
                .isEqualTo(new BudgetRow("fleet", Resource.HUB_QUOTA, 397_440, 397_440, 400_000));
        assertThat(codes(budget(fleet("B1", 46, full10s), DEFAULTS))).containsExactly("FLX1412");
        assertThat(codes(budget(fleet("B1", 47, full10s), DEFAULTS))).containsExactly("FLX1411");
        assertThat(codes(budget(fleet("B1", 37, full10s), DEFAULTS))).isEmpty();
    }

    @Test
    void aFindingStandsAtTheTierAndShowsTheHeaviestPushes() {
        Finding finding = budget(fleet("B1", 47, "{groups: [A], push: {full: 10s}}"), DEFAULTS)
                .findings()
                .get(0);

        assertThat(finding.render())
                .isEqualTo("fleet.yaml:4:3 FLX1411 the fleet takes 406,080 metered messages a day of 400,000"
                        + " (see fleet.yaml:8:24) / write longer push periods for the heaviest groups, or units: 2 or a"
                        + " larger tier");
    }

    @Test
    void aFindingOfADeviceStandsAtThePushOfItsStrongestLayer() throws Exception {
        String yaml = """
                fleet: layers
                include: [north.yaml]
                hub: {host: h.azure-devices.net, tier: B1}
                talk2m: {account: demo}
                profiles:
                  fast: {tagGroups: {all: {push: {full: 10s}}}}
                defaults: {tagGroups: {all: {groups: [A], push: {full: 60s}}}}
                sites:
                  south:
                    tagGroups: {all: {push: {full: 30s}}}
                    devices:
                      of-site: {}
                """;
        Files.writeString(folder.resolve("north.yaml"), """
                sites:
                  north:
                    devices:
                      of-defaults: {}
                      of-profile: {profiles: [fast]}
                      of-device: {tagGroups: {all: {push: {full: 20s}}}}
                """);

        assertThat(budget(yaml, sim(1_000_000)).findings())
                .extracting(finding -> finding.span() + " " + finding.code().id())
                .containsExactly(
                        "fleet.yaml:6:28 FLX1413",
                        "fleet.yaml:7:43 FLX1413",
                        "fleet.yaml:10:23 FLX1413",
                        "north.yaml:6:37 FLX1413");
    }

    @Test
    void theBarriersTwinRequestsCountWhereTheHubHasTwins() {
        String full10s = "{groups: [A], push: {full: 10s}}";
        String full2s = "{groups: [A], push: {full: 2s}}";

        assertThat(row(budget(fleet("B1", 1, full10s), DEFAULTS), "d-0", Resource.HUB_QUOTA)
                        .assumed())
                .isEqualTo(8_640);
        assertThat(row(budget(fleet("S1", 1, full10s), DEFAULTS), "d-0", Resource.HUB_QUOTA)
                        .assumed())
                .as("one for each message")
                .isEqualTo(2 * 8_640);
        assertThat(row(budget(fleet("S1", 1, full2s), DEFAULTS), "d-0", Resource.HUB_QUOTA)
                        .assumed())
                .as("but at most every 5 s")
                .isEqualTo(43_200 + 17_280);
        assertThat(row(budget(fleet("S1", 1, full2s), DEFAULTS), "d-0", Resource.MESSAGES)
                        .assumed())
                .isEqualTo(43_200);
    }

    @Test
    void changesDependOnTheChangeRateAndNeverPassTheWorstCase() {
        String onChange10s = "{groups: [A], push: {onChange: 10s}}";
        // One tag that changes every 10 s on average: a period of 10 s holds a change with probability 1 - 1/e.
        BudgetAssumptions oneTag = tags(1, 16, 6, Duration.ofSeconds(10));

        BudgetRow row = row(budget(noHeartbeat("B1", onChange10s), oneTag), "d-0", Resource.MESSAGES);

        assertThat((double) row.assumed()).isCloseTo(8_640 * (1 - Math.exp(-1)), within(1.0));
        assertThat(row.worst()).isEqualTo(8_640);
        assertThat(row(
                                budget(noHeartbeat("B1", onChange10s), tags(1, 16, 6, Duration.ofDays(20))),
                                "d-0",
                                Resource.MESSAGES)
                        .assumed())
                .as("a tag that hardly ever changes")
                .isEqualTo(1);
        assertThat(row(
                                budget(noHeartbeat("B1", onChange10s), tags(1, 16, 6, Duration.ofMillis(1))),
                                "d-0",
                                Resource.MESSAGES)
                        .assumed())
                .as("a tag that changes all the time")
                .isEqualTo(8_640);
    }

    @Test
    void heartbeatsCountOnlyWhereNoFullPushComesAsOften() {
        assertThat(row(budget(fleet("B1", 1, "{groups: [A], push: {full: 15m}}"), DEFAULTS), "d-0", Resource.MESSAGES)
                        .assumed())
                .isEqualTo(96);
        assertThat(row(budget(fleet("B1", 1, "{groups: [A], push: {full: 24h}}"), DEFAULTS), "d-0", Resource.MESSAGES)
                        .assumed())
                .isEqualTo(97);
        assertThat(row(
                                budget(
                                        fleet("B1", 1, "{groups: [A], push: {full: 10s}}"),
                                        tags(0, 16, 6, Duration.ofSeconds(30))),
                                "d-0",
                                Resource.MESSAGES)
                        .assumed())
                .as("a group without tags sends nothing")
                .isEqualTo(96);
    }

    @Test
    void aPushOverFourKilobytesIsSplitAndAFullMessageCountsTwiceWithItsProperties() {
        // 16 + 26 + 6 = 48 bytes a tag: 84 tags in a message beside the 31 bytes of the frame, 4,063 bytes.
        BudgetAssumptions exactly = tags(84, 16, 26, Duration.ofSeconds(30));
        BudgetAssumptions oneMore = tags(85, 16, 26, Duration.ofSeconds(30));
        String full = "{groups: [A], push: {full: 24h}}";

        Budget one = budget(noHeartbeat("B1", full), exactly);
        Budget two = budget(noHeartbeat("B1", full), oneMore);

        assertThat(row(one, "d-0", Resource.MESSAGES).assumed()).isEqualTo(1);
        assertThat(row(one, "d-0", Resource.HUB_QUOTA).assumed())
                .as("4,063 bytes and the properties are more than 4,096")
                .isEqualTo(2);
        assertThat(row(two, "d-0", Resource.MESSAGES).assumed()).isEqualTo(2);
        assertThat(row(two, "d-0", Resource.HUB_QUOTA).assumed()).isEqualTo(3);
        assertThat(row(two, "d-0", Resource.MESSAGE_SIZE).assumed())
                .isEqualTo(row(one, "d-0", Resource.MESSAGE_SIZE).assumed());
    }

    @Test
    void theTypedFormatAndAdditionsToThePropertyBagTakeMore() {
        String classic = noHeartbeat("B1", "{groups: [A], push: {full: 24h}}");
        String typed = noHeartbeat("B1", "{groups: [A], format: typed, push: {full: 24h}}");
        String more = noHeartbeat("B1", "{groups: [A], properties: {line: '7'}, push: {full: 24h}}");

        long size = row(budget(classic, DEFAULTS), "d-0", Resource.MESSAGE_SIZE).assumed();

        // {"device":"d-0","group":"all","kind":"change","values":[ ... ]} with more around each tag too.
        String frame = "{'device':'d-0','group':'all','kind':'change','values':[]}";
        String tag = "{'name':'','value':'','quality':'uncertain','time':'2026-11-22T19:00:00.000Z'},";
        assertThat(row(budget(typed, DEFAULTS), "d-0", Resource.MESSAGE_SIZE).assumed())
                .isEqualTo(size - 31 + frame.length() + 10L * (tag.length() - 6));
        assertThat(row(budget(more, DEFAULTS), "d-0", Resource.MESSAGE_SIZE).assumed())
                .isEqualTo(size + "line7".length());
    }

    @ParameterizedTest(name = "{0}: {1} tags")
    @CsvSource(
            delimiter = '|',
            value = {
                "groups: [A, B]                    | 20",
                "types: [float]                    | 40",
                "names: ['Pump*']                  | 40",
                "names: ['!Spare']                 | 40",
                "names: [Level, Flow]              | 2",
                "groups: [A], names: [Level, Flow] | 2",
            })
    void aSelectionsTagsAreCountedFromAbove(String selection, int tags) {
        String yaml = noHeartbeat("B1", "{" + selection + ", push: {full: 24h}}");
        String group = noHeartbeat("B1", "{groups: [A], push: {full: 24h}}");
        long withTen =
                row(budget(group, DEFAULTS), "d-0", Resource.MESSAGE_SIZE).assumed();

        assertThat(row(budget(yaml, DEFAULTS), "d-0", Resource.MESSAGE_SIZE).assumed())
                .isEqualTo(withTen + (tags - 10) * 28L);
    }

    @Test
    void oneValueThatIsTooLargeForTheHubIsAnError() {
        BudgetAssumptions huge = tags(1, 16, 262_000, Duration.ofDays(20));

        assertThat(codes(budget(noHeartbeat("B1", "{groups: [A], push: {full: 24h}}"), huge)))
                .containsExactly("FLX1415");
    }

    @Test
    void moreTagsThanTheRuntimeCanHoldAreFindingsAtTheirPush() {
        Budget budget = budget(
                noHeartbeat("S3", "{groups: [A, B, C, D], push: {full: 24h}}"),
                tags(6_000, 16, 6, Duration.ofDays(20)));

        assertThat(budget.findings())
                .extracting(Finding::render)
                .anyMatch(line -> line.startsWith("fleet.yaml:9:33 FLX1417 device d-0 takes "))
                .anyMatch(line -> line.startsWith("fleet.yaml:9:33 FLX1421 device d-0 takes "));
    }

    @Test
    void theSimsVolumeIsJudgedOnlyWhenItIsKnown() {
        String yaml = noHeartbeat("B1", "{groups: [A], push: {full: 60s}}");
        long bytes = row(budget(yaml, DEFAULTS), "d-0", Resource.SIM).assumed();

        assertThat(codes(budget(yaml, DEFAULTS))).isEmpty();
        assertThat(codes(budget(yaml, sim(bytes)))).containsExactly("FLX1414");
        assertThat(codes(budget(yaml, sim(bytes - 1)))).containsExactly("FLX1413");
        assertThat(codes(budget(yaml, sim(bytes * 5 / 4 + 2)))).isEmpty();
    }

    @Test
    void aPushOnTheWireIsWhatTheProtocolsSay() {
        // MQTT: 1 + 2 bytes of header, 2 + 180 topic, 2 id, 311 payload; TLS 29; IP and TCP 40 both ways. PUBACK: 4 +
        // 29 + 80.
        assertThat(WireModel.publish(180, 311)).isEqualTo(3 + 182 + 2 + 311 + 29 + 80 + 4 + 29 + 80);
    }

    @Test
    void aDeploysCallsAreHeldAgainstThePlan() {
        String daily = "{groups: [A], push: {full: 24h}}";
        BudgetAssumptions pro = new BudgetAssumptions(DEFAULTS.tags(), DEFAULTS.sim(), Optional.of(Talk2mPlan.PRO));

        assertThat(codes(budget(fleet("S3", 370, daily), DEFAULTS)))
                .as("4 + 27 x 370 = 9,994 at worst")
                .isEmpty();
        assertThat(codes(budget(fleet("S3", 371, daily), DEFAULTS)))
                .as("10,021 at worst")
                .containsExactly("FLX1424");
        assertThat(codes(budget(fleet("S3", 1666, daily), DEFAULTS)))
                .as("4 + 6 x 1666 = 10,000 as assumed")
                .containsExactly("FLX1424");
        assertThat(codes(budget(fleet("S3", 1667, daily), DEFAULTS)))
                .as("10,006 as assumed")
                .containsExactly("FLX1423");
        assertThat(codes(budget(fleet("S3", 1110, daily), pro)))
                .as("4 + 27 x 1110 = 29,974 of 30,000")
                .isEmpty();
        assertThat(budget(fleet("S3", 1667, daily), DEFAULTS).findings().get(0).render())
                .isEqualTo("fleet.yaml:5:10 FLX1423 the fleet takes 10,006 M2Web calls a day when every device gets a"
                        + " change (worst case 45,013) of 10,000 / spread deploys over days, 1,666 devices a day; Talk2M"
                        + " Pro has 30,000 calls");
    }

    @Test
    void eachOfSeveralAccountsHasItsOwnDevicesCallsRowsAndFinding() {
        Budget budget = budget(ACCOUNTS, DEFAULTS);

        assertThat(budget.rows().stream().filter(row -> row.scope().startsWith("account ")))
                .containsExactly(
                        new BudgetRow("account big", Resource.M2WEB_UNCHANGED, 4 + 2, 4 + 2, 30_000),
                        new BudgetRow("account big", Resource.M2WEB_DEPLOY, 4 + 6 * 2, 4 + 27 * 2, 30_000),
                        new BudgetRow("account small", Resource.M2WEB_UNCHANGED, 4 + 17, 4 + 17, 100),
                        new BudgetRow("account small", Resource.M2WEB_DEPLOY, 4 + 6 * 17, 4 + 27 * 17, 100));
        assertThat(budget.findings())
                .extracting(Finding::render)
                .as("at the account that is short")
                .containsExactly(
                        "fleet.yaml:8:5 FLX1423 Talk2M account \"small\" takes 106 M2Web calls a day when every"
                                + " device gets a change (worst case 463) of 100 / spread deploys over days, 16 devices a day;"
                                + " Talk2M Pro has 30,000 calls");
        BudgetAssumptions pro = new BudgetAssumptions(DEFAULTS.tags(), DEFAULTS.sim(), Optional.of(Talk2mPlan.PRO));
        assertThat(budget(ACCOUNTS, pro).findings())
                .as("told on the command line")
                .isEmpty();
    }

    @Test
    void callsThatTheFleetFileSaysAreTheLimitOfAnOnlyAccount() {
        String yaml = fleet("S3", 3, "{groups: [A], push: {full: 24h}}")
                .replace("{account: demo}", "{account: demo, callsPerDay: 5000}");

        assertThat(row(budget(yaml, DEFAULTS), "fleet", Resource.M2WEB_DEPLOY).limit())
                .isEqualTo(5_000);
    }

    @Test
    void tenThousandDevicesWithTheSameSettingsAreOneSetOfRowsAndOneFinding() {
        Budget budget = budget(fleet("S1", 10_000, "{groups: [A], push: {onChange: 2s, full: 20s}}"), sim(1_000_000));

        assertThat(budget.rows()).hasSize(3 + 7);
        assertThat(budget.rows().get(3).scope()).isEqualTo("d-1000 and 9999 more");
        assertThat(budget.findings()).extracting(f -> f.code().id()).containsExactly("FLX1411", "FLX1423", "FLX1413");
        assertThat(budget.findings().get(2).what()).startsWith("each of 10000 devices here, at most as d-1000");
    }

    @Test
    void assumptionsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> tags(-1, 16, 6, Duration.ofSeconds(1)))
                .hasMessage("tags in a Flexy group: -1 is not in 0..100000");
        assertThatThrownBy(() -> tags(1, 16, 6, Duration.ZERO)).hasMessageContaining("between changes");
    }

    @Test
    void aSimOfTheFleetFileIsTheLimitOfItsDevices() {
        String yaml = fleet("B1", 2, "{groups: [A], push: {full: 10s}}")
                .replace("defaults:\n", "defaults:\n  simData: 2MB\n");

        Budget budget = budget(yaml, sim(0));

        assertThat(row(budget, "d-0 and 1 more", Resource.SIM).limit()).isEqualTo(2_000_000);
        assertThat(codes(budget)).containsExactly("FLX1413");
        assertThat(row(budget(yaml.replace("2MB", "0B"), sim(1)), "d-0 and 1 more", Resource.SIM)
                        .limit())
                .isZero();
        assertThat(FleetFiles.read(folder, yaml.replace("2MB", "2 MB"))
                        .findings()
                        .toString())
                .contains(
                        " FLX1106 \"2 MB\" is not a size at defaults.simData / write it like 500MB, 2GB: a whole number");
    }

    @Test
    void aTagListTakesTheAssumptionsPlace() throws IOException {
        StringBuilder list =
                new StringBuilder("\"Id\";\"Name\";\"IVGroupA\";\"IVGroupB\";\"IVGroupC\";\"IVGroupD\";\"Type\"\n");
        for (int tag = 0; tag < 1_000; tag++) {
            list.append(tag)
                    .append(";\"N")
                    .append(1_000 + tag)
                    .append("\";")
                    .append(tag < 300 ? 1 : 0)
                    .append(";0;0;0;1\n");
        }
        Files.writeString(folder.resolve("tags.csv"), list);
        String without = fleet("B1", 1, "{groups: [A], push: {full: 1h}}");
        String with = without.replace("defaults:\n", "defaults:\n  tagList: tags.csv\n");
        assertThat(with).isNotEqualTo(without);

        Budget assumed = budget(without, tags(300, 5, 6, Duration.ofSeconds(30)));
        Budget known = budget(with, DEFAULTS);

        for (Resource resource : List.of(Resource.MESSAGES, Resource.HUB_QUOTA, Resource.SIM, Resource.OUTBOX)) {
            assertThat(row(known, "d-0", resource)).isEqualTo(row(assumed, "d-0", resource));
        }
        assertThat(row(known, "d-0", Resource.HEAP).assumed())
                .isEqualTo(row(budget(without, tags(250, 5, 6, Duration.ofSeconds(30))), "d-0", Resource.HEAP)
                        .assumed());
        assertThat(ConsoleBudget.lines(known))
                .contains("not assumed: number and names of the tags of 1 device, known from tagList");
        assertThat(ConsoleBudget.lines(assumed)).noneMatch(line -> line.contains("tagList"));
    }

    private Budget budget(String yaml, BudgetAssumptions assumptions) {
        FleetResult result = FleetFiles.read(folder, yaml);
        Fleet fleet = result.fleet().orElseThrow(() -> new AssertionError(result.findings()));
        return BudgetCalculator.of(fleet, assumptions, JAR);
    }

    private static BudgetRow row(Budget budget, String scope, Resource resource) {
        return budget.rows().stream()
                .filter(row -> row.scope().equals(scope) && row.resource() == resource)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> codes(Budget budget) {
        return budget.findings().stream().map(finding -> finding.code().id()).toList();
    }

    private static BudgetAssumptions tags(int perGroup, int name, int value, Duration every) {
        return new BudgetAssumptions(
                new BudgetAssumptions.Tags(perGroup, name, value, every), DEFAULTS.sim(), DEFAULTS.plan());
    }

    private static BudgetAssumptions sim(long bytes) {
        return new BudgetAssumptions(DEFAULTS.tags(), new BudgetAssumptions.Sim(bytes, 1), DEFAULTS.plan());
    }

    private static String fleet(String tier, int devices, String group) {
        return """
                fleet: many
                hub:
                  host: h.azure-devices.net
                  tier: %s
                talk2m: {account: demo}
                defaults:
                  tagGroups:
                    all: %s
                sites:
                  north:
                    devices:
                %s
                """.formatted(
                        tier,
                        group,
                        IntStream.range(0, devices)
                                .mapToObj(i -> "      d-" + i + ": {}")
                                .collect(Collectors.joining("\n")));
    }

    private static String noHeartbeat(String tier, String group) {
        return fleet(tier, 1, group).replace("defaults:\n", "defaults:\n  heartbeat: 0s\n");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = BudgetTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
