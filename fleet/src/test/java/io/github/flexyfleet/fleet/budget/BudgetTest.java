package io.github.flexyfleet.fleet.budget;

import static io.github.flexyfleet.fleet.budget.BudgetKit.DEFAULTS;
import static io.github.flexyfleet.fleet.budget.BudgetKit.codes;
import static io.github.flexyfleet.fleet.budget.BudgetKit.fleet;
import static io.github.flexyfleet.fleet.budget.BudgetKit.row;
import static io.github.flexyfleet.fleet.budget.BudgetKit.sim;
import static io.github.flexyfleet.fleet.budget.BudgetKit.tags;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.finding.Finding;
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

    private Budget budget(String yaml, BudgetAssumptions assumptions) {
        return BudgetKit.budget(folder, yaml, assumptions);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = BudgetTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
