package io.github.flexyfleet.simulator.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.hub.HubConfiguration;
import io.github.flexyfleet.simulator.hub.HubTier;
import io.github.flexyfleet.simulator.hub.IotHub;
import io.github.flexyfleet.simulator.net.TestNet;
import io.github.flexyfleet.simulator.net.WebClient;
import io.github.flexyfleet.simulator.net.WebClient.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The hub's settings, as whoever signs in sees them. */
class ResourceManagerTest {
    private static final String BASE = "https://management.azure.com";
    private static final String HUB = "eWONPROJECT.azure-devices.net";
    private static final String GRAPH = "/providers/Microsoft.ResourceGraph/resources?api-version=2021-03-01";
    private static final String ID = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rehearsal"
            + "/providers/Microsoft.Devices/IotHubs/eWONPROJECT";
    private static final String VERSION = "?api-version=2023-06-30";

    private TestNet net;
    private IotHub hub;
    private WebClient client;
    private String token = "good";

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        net = new TestNet(directory.resolve("ca"));
        hub = net.closing(IotHub.start(
                new IotHub.Offer(
                        HUB, HubTier.S1, Base64.getEncoder().encodeToString(new byte[32]), directory.resolve("hub")),
                net.room()));
        ResourceManager azure = net.closing(ResourceManager.start("management.azure.com", hub, net.room()));
        azure.grant("good", net.clock.instant().plus(Duration.ofHours(1)));
        azure.grant("old", net.clock.instant());
        hub.grant("of the hub", net.clock.instant().plus(Duration.ofHours(1)));
        client = net.client();
    }

    @AfterEach
    void close() throws Exception {
        net.close();
    }

    private Reply get(String path) throws IOException {
        return client.json("GET", BASE + path, "", Map.of("Authorization", "Bearer " + token));
    }

    private Reply find(String names) throws IOException {
        String query = "Resources | where type =~ 'Microsoft.Devices/IotHubs' and tostring(properties.hostName) in~ ("
                + names + ") | project id";
        return client.json(
                "POST", BASE + GRAPH, "{\"query\":\"" + query + "\"}", Map.of("Authorization", "Bearer " + token));
    }

    private JsonNode settings() throws IOException {
        return get(ID + VERSION).json();
    }

    @Test
    void theHubIsFoundByItsHostNameInAnyCase() throws Exception {
        assertThat(find("'other.azure-devices.net', 'ewonproject.azure-devices.net'")
                        .json()
                        .path("data")
                        .path(0)
                        .path("id")
                        .asString(""))
                .isEqualTo(ID);
        assertThat(find("'other.azure-devices.net'").json().path("count").intValue())
                .isZero();
        assertThat(client.json(
                                "POST",
                                BASE + GRAPH,
                                "{\"query\":\"Resources\"}",
                                Map.of("Authorization", "Bearer good"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void onlyATokenThatWasGrantedHereAndIsNotOverCounts() throws Exception {
        for (String other : List.of("old", "of the hub", "")) {
            token = other;
            assertThat(get(ID + VERSION).status()).as(other).isEqualTo(401);
            assertThat(find("'" + HUB + "'").status()).as(other).isEqualTo(401);
        }
    }

    @Test
    void withoutTheRoleReaderNothingIsFoundAndNothingIsRead() throws Exception {
        hub.configuration().readable(false);

        assertThat(find("'" + HUB + "'").json().path("data").size()).isZero();
        assertThat(get(ID + VERSION).status()).isEqualTo(403);
    }

    @Test
    void aVersionMustBeNamedAndOtherPathsAreNotThere() throws Exception {
        assertThat(get(ID).status()).isEqualTo(400);
        assertThat(get(ID + "/keys" + VERSION).status()).isEqualTo(404);
        assertThat(get("/subscriptions" + VERSION).status()).isEqualTo(404);
    }

    @Test
    void aNewHubShowsWhatANewHubHas() throws Exception {
        JsonNode properties = settings().path("properties");

        assertThat(settings().path("sku").path("name").asString("")).isEqualTo("S1");
        assertThat(settings().path("sku").path("capacity").intValue()).isEqualTo(1);
        assertThat(properties.path("publicNetworkAccess").asString("")).isEqualTo("Enabled");
        assertThat(properties.path("networkRuleSets").isMissingNode()).isTrue();
        assertThat(properties.path("routing").path("routes").size()).isZero();
        assertThat(properties
                        .path("routing")
                        .path("fallbackRoute")
                        .path("isEnabled")
                        .asBoolean(false))
                .isTrue();
        assertThat(properties
                        .path("eventHubEndpoints")
                        .path("events")
                        .path("retentionTimeInDays")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void eachSettingShows() throws Exception {
        HubConfiguration settings = hub.configuration();
        settings.sku("S2");
        settings.units(3);
        settings.retentionDays(7);
        settings.fallback(false);
        settings.routes(List.of(new HubConfiguration.Route("store", "true", "store")));
        settings.publicAccess(false);
        settings.addresses(List.of("192.0.2.0/24"));

        JsonNode body = settings();
        JsonNode properties = body.path("properties");
        assertThat(body.path("sku").path("name").asString("")).isEqualTo("S2");
        assertThat(body.path("sku").path("capacity").intValue()).isEqualTo(3);
        assertThat(properties.path("publicNetworkAccess").asString("")).isEqualTo("Disabled");
        assertThat(properties
                        .path("networkRuleSets")
                        .path("ipRules")
                        .path(0)
                        .path("ipMask")
                        .asString(""))
                .isEqualTo("192.0.2.0/24");
        assertThat(properties
                        .path("routing")
                        .path("routes")
                        .path(0)
                        .path("endpointNames")
                        .path(0)
                        .asString(""))
                .isEqualTo("store");
        assertThat(properties
                        .path("routing")
                        .path("fallbackRoute")
                        .path("isEnabled")
                        .asBoolean(true))
                .isFalse();
        assertThat(properties
                        .path("eventHubEndpoints")
                        .path("events")
                        .path("retentionTimeInDays")
                        .intValue())
                .isEqualTo(7);

        settings.calm();
        assertThat(settings().path("sku").path("name").asString("")).isEqualTo("S1");
    }

    @Test
    void consumerGroupsAndTheQuotaAreThoseOfTheHub() throws Exception {
        hub.addConsumerGroup("flexyfleet");
        hub.configuration().units(2);

        JsonNode groups = get(ID + "/eventHubEndpoints/events/ConsumerGroups" + VERSION)
                .json()
                .path("value");
        JsonNode quota =
                get(ID + "/quotaMetrics" + VERSION).json().path("value").path(0);
        assertThat(groups.valueStream().map(group -> group.path("name").asString("")))
                .containsExactly("$Default", "flexyfleet");
        assertThat(quota.path("name").asString("")).isEqualTo("TotalMessages");
        assertThat(quota.path("currentValue").longValue()).isZero();
        assertThat(quota.path("maxValue").longValue()).isEqualTo(800_000);
    }
}
