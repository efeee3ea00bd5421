package io.github.flexyfleet.fleet.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.hub.HubResource;
import io.github.flexyfleet.fleet.hub.HubResource.Route;
import io.github.flexyfleet.fleet.hub.IotHubFailure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the doctor says of a hub's settings in Azure. */
class HubSettingsTest {
    private static final Route ALL_AWAY = new Route("storage", "true", false);
    private static final Route SOME_AWAY = new Route("alarms", "kind = 'alarm'", false);
    private static final Route ALL_HERE = new Route("all", "", true);
    private static final Route SOME_HERE = new Route("pumps", "site = 'ghent'", true);

    private final FakeAzure azure = new FakeAzure();

    private List<String> look() {
        return new DoctorReport(
                        HubSettingsLook.of(Optional.of(azure), FakeAzure.WANTED).look(), java.util.Map.of())
                .lines();
    }

    private String line(String link) {
        return look().stream()
                .filter(line -> line.contains("  " + link + ": "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(look()));
    }

    @Test
    void aHubAsItIsWantedIsShownWithItsFigures() {
        assertThat(look())
                .containsExactly(
                        "this machine, Talk2M and the hub",
                        "  ok          tier of the hub: S1, units: 2",
                        "  ok          routes to the built-in endpoint: fallback route on",
                        "  ok          retention of messages: 1 day; a deploy's evidence needs 5 minutes, flexy:watch and"
                                + " flexy:status can go back so far (flexy.since)",
                        "  ok          consumer group: flexyfleet is there",
                        "  ok          network rules of the hub: they let in every address",
                        "  ok          messages of the day: 12 of 800,000 used today; the fleet is reckoned to send 1,440"
                                + " a day");
    }

    @ParameterizedTest
    @CsvSource({
        "S1, 2, ok",
        "S1, 3, ok",
        "S1, 1, FLX4062",
        "B1, 2, FLX4062",
        "S2, 2, FLX4062",
        "GEN2, 2, not looked",
    })
    void tierAndUnitsAreHeldAgainstTheFleetFile(String sku, int units, String verdict) {
        azure.sku = sku;
        azure.units = units;

        assertThat(line("tier of the hub")).startsWith("  " + verdict);
    }

    private void routes(boolean fallback, Route... routes) {
        azure.fallback = fallback;
        azure.routes = List.of(routes);
    }

    @Test
    void whereNoMessageComesToTheBuiltInEndpointTheRouteToBlameIsNamed() {
        routes(false);
        assertThat(line("routes to the built-in endpoint"))
                .isEqualTo(
                        "  FLX4063     routes to the built-in endpoint: the fallback route is off, and no route brings"
                                + " any to the built-in endpoint");

        routes(true, ALL_AWAY);
        assertThat(line("routes to the built-in endpoint"))
                .as("a route for all leaves the fallback route nothing")
                .isEqualTo(
                        "  FLX4063     routes to the built-in endpoint: route \"storage\" takes all messages elsewhere,"
                                + " and no route brings any to the built-in endpoint");

        routes(false, SOME_AWAY);
        assertThat(line("routes to the built-in endpoint")).startsWith("  FLX4063");
    }

    @Test
    void aRouteOfAllToTheBuiltInEndpointIsEnough() {
        routes(false, ALL_AWAY, ALL_HERE);
        assertThat(line("routes to the built-in endpoint"))
                .isEqualTo("  ok          routes to the built-in endpoint: route \"all\" brings all messages to the"
                        + " built-in endpoint");
    }

    @Test
    void conditionsAreToldAndNotJudged() {
        routes(true, SOME_AWAY);
        assertThat(line("routes to the built-in endpoint"))
                .isEqualTo(
                        "  ok          routes to the built-in endpoint: fallback route on; what these routes take goes"
                                + " elsewhere only: \"alarms\" (\"kind = 'alarm'\")");

        routes(false, ALL_AWAY, SOME_HERE);
        assertThat(line("routes to the built-in endpoint"))
                .isEqualTo("  ok          routes to the built-in endpoint: only what these routes take comes to the"
                        + " built-in endpoint: \"pumps\" (\"site = 'ghent'\")");
    }

    @Test
    void rulesThatLetInNobodyAreFoundAndOthersAreNamed() {
        azure.addresses = Optional.of(new HubResource.Addresses(List.of(), false));
        assertThat(line("network rules of the hub"))
                .isEqualTo("  FLX4064     network rules of the hub: the rules for addresses let in nobody");

        azure.addresses = Optional.of(new HubResource.Addresses(
                List.of("10.0.0.0/8", "131.117.159.53", "157.55.59.128/25", "192.0.2.1"), true));
        assertThat(line("network rules of the hub"))
                .isEqualTo("  ok          network rules of the hub: they let in only 10.0.0.0/8, 131.117.159.53,"
                        + " 157.55.59.128/25 and 1 more, at the built-in endpoint as well; the address of each site and of"
                        + " this machine must be among them");
    }

    @Test
    void consumerGroupsAreComparedWithoutCase() {
        azure.groups = java.util.Set.of("$default", "FlexyFleet");

        assertThat(line("consumer group")).startsWith("  ok");
    }

    @Test
    void theWorstCaseIsToldWhenItIsTooMuch() {
        azure.most = 2_000;

        assertThat(line("messages of the day"))
                .isEqualTo(
                        "  ok          messages of the day: 12 of 2,000 used today; the fleet is reckoned to send 1,440"
                                + " a day, at worst 2,880");
    }

    @Test
    void whatAzureDoesNotTellIsNotLookedAt() {
        azure.retention = Optional.empty();
        azure.parts = Optional.of(new IotHubFailure.Unauthorized());

        assertThat(line("retention of messages"))
                .isEqualTo("  not looked  retention of messages: Azure does not tell it");
        assertThat(line("consumer group"))
                .isEqualTo(
                        "  not looked  consumer group: Azure refused this sign-in; it needs the role Reader at the hub");
        assertThat(line("messages of the day")).startsWith("  not looked");
    }

    @Test
    void withoutRightsOneLineSaysWhichRoleIsMissingAndWhatWasNotSeen() {
        azure.known = false;
        assertThat(look().get(1))
                .startsWith(
                        "  not looked  settings of the hub in Azure: tier, routes, retention, consumer groups, network"
                                + " rules and messages of the day: Azure shows this sign-in no hub named h.azure-devices.net; it"
                                + " needs the role Reader at the hub.");

        for (IotHubFailure why : List.of(
                new IotHubFailure.Unauthorized(),
                new IotHubFailure.NoToken("Run az login"),
                new IotHubFailure.NotFound(),
                new IotHubFailure.Throttled(Optional.empty()),
                new IotHubFailure.Unreachable("UnknownHostException"),
                new IotHubFailure.Unexpected(500, ""))) {
            azure.all = Optional.of(why);
            assertThat(look()).hasSize(2);
            assertThat(look().get(1)).startsWith("  not looked  settings of the hub in Azure");
        }
        azure.all = Optional.of(new IotHubFailure.NoToken("Run az login"));
        assertThat(look().get(1)).contains("(Run az login); it needs the role Reader at the hub");
    }
}
