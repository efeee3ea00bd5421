package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class HubResourceReaderTest {
    private static final String ID =
            "/subscriptions/1d/resourceGroups/my group/providers/Microsoft.Devices/IotHubs/testHub";

    private final LocalServer server = new LocalServer();
    private final List<String> scopes = new ArrayList<>();
    private HubResourceReader reader;

    @BeforeEach
    void start() throws Exception {
        server.start();
        reader = reader(scope -> {
            scopes.add(scope);
            return Secret.of("token-1");
        });
    }

    private HubResourceReader reader(BearerLogin.AccessTokens tokens) {
        return new HubResourceReader(server.host(), tokens, server.network());
    }

    @AfterEach
    void stop() {
        reader.close();
        server.close();
    }

    private static HubResource resource(String properties) {
        return HubResource.of(JsonMapper.shared().readTree("{\"properties\":{" + properties + "}}"));
    }

    @Test
    void theHubIsFoundByItsHostNameWithTheTokenOfTheManagementHost() throws Exception {
        server.answers(200, "{\"totalRecords\":1,\"count\":1,\"data\":[{\"id\":\"" + ID + "\"}]}");

        assertThat(reader.find("acme.device.azure-devices.net:443")).contains(ID);

        RecordedRequest request = server.web.takeRequest();
        assertThat(request.getMethod() + " " + request.getTarget())
                .isEqualTo("POST /providers/Microsoft.ResourceGraph/resources?api-version=2021-03-01");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer token-1");
        assertThat(request.getBody().utf8())
                .isEqualTo("{\"query\":\"Resources | where type =~ 'Microsoft.Devices/IotHubs' and"
                        + " tostring(properties.hostName) in~ ('acme.device.azure-devices.net',"
                        + " 'acme.azure-devices.net') | project id\"}");
        assertThat(scopes).containsExactly("https://" + server.host() + "/.default");
    }

    @Test
    void nothingOfAHostNameEndsTheTextInTheQuery() throws Exception {
        server.answers(200, "{\"data\":[]}");

        assertThat(reader.find("a') or ('1'=='1")).isEmpty();

        assertThat(server.web.takeRequest().getBody().utf8()).contains("in~ ('aor11', 'aor11')");
    }

    /** The document of Microsoft's example iothub_get.json for 2023-06-30, shortened. */
    @Test
    void settingsAreReadFromTheResource() throws Exception {
        server.answers(200, """
                {
                  "id": "%s",
                  "properties": {
                    "ipFilterRules": [{"filterName": "rule1", "action": "Accept", "ipMask": "131.117.159.53"}],
                    "networkRuleSets": {
                      "defaultAction": "Deny",
                      "applyToBuiltInEventHubEndpoint": true,
                      "ipRules": [
                        {"filterName": "rule1", "action": "Allow", "ipMask": "131.117.159.53"},
                        {"filterName": "rule2", "action": "Allow", "ipMask": "157.55.59.128/25"}
                      ]
                    },
                    "hostName": "testHub.azure-devices.net",
                    "eventHubEndpoints": {"events": {"retentionTimeInDays": 1, "partitionCount": 2}},
                    "routing": {
                      "routes": [
                        {"name": "a", "source": "DeviceMessages", "condition": "true", "endpointNames": ["store"], "isEnabled": true},
                        {"name": "b", "source": "DeviceMessages", "condition": "x = 1", "endpointNames": ["events"], "isEnabled": true},
                        {"name": "c", "source": "DeviceMessages", "condition": "true", "endpointNames": ["events"], "isEnabled": false},
                        {"name": "d", "source": "TwinChangeEvents", "condition": "true", "endpointNames": ["events"], "isEnabled": true}
                      ],
                      "fallbackRoute": {"source": "DeviceMessages", "condition": "true", "endpointNames": ["events"], "isEnabled": true}
                    }
                  },
                  "sku": {"name": "S1", "tier": "Standard", "capacity": 3}
                }""".formatted(ID));

        assertThat(reader.read(ID))
                .isEqualTo(new HubResource(
                        Optional.of("S1"),
                        Optional.of(3),
                        List.of(new HubResource.Route("a", "true", false), new HubResource.Route("b", "x = 1", true)),
                        true,
                        Optional.of(1),
                        true,
                        Optional.of(new HubResource.Addresses(List.of("131.117.159.53", "157.55.59.128/25"), true))));
        assertThat(server.web.takeRequest().getTarget())
                .isEqualTo("/subscriptions/1d/resourceGroups/my%20group/providers/Microsoft.Devices/IotHubs/testHub"
                        + "?api-version=2023-06-30");
    }

    @Test
    void whatIsNotThereIsNotAssumed() {
        HubResource empty = resource("");

        assertThat(empty)
                .isEqualTo(new HubResource(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        false,
                        Optional.empty(),
                        true,
                        Optional.empty()));
    }

    @Test
    void olderRulesCountInTheirOrder() {
        assertThat(resource("\"ipFilterRules\":[{\"action\":\"Accept\",\"ipMask\":\"10.0.0.0/8\"},"
                                + "{\"action\":\"Reject\",\"ipMask\":\"0.0.0.0/0\"},"
                                + "{\"action\":\"Accept\",\"ipMask\":\"192.0.2.1\"}]")
                        .addresses())
                .contains(new HubResource.Addresses(List.of("10.0.0.0/8"), false));
        assertThat(resource("\"ipFilterRules\":[{\"action\":\"Accept\",\"ipMask\":\"0.0.0.0/0\"},"
                                + "{\"action\":\"Reject\",\"ipMask\":\"0.0.0.0/0\"}]")
                        .addresses())
                .isEmpty();
        assertThat(resource("\"ipFilterRules\":[{\"action\":\"Reject\",\"ipMask\":\"192.0.2.1\"}]")
                        .addresses())
                .isEmpty();
        assertThat(resource("\"publicNetworkAccess\":\"Disabled\"").publicAccess())
                .isFalse();
    }

    @Test
    void consumerGroupsAreReadPageByPageAndTheTokenGoesToNoOtherHost() throws Exception {
        String next = server.web.url("/next?api-version=2023-06-30").toString();
        server.answers(200, "{\"value\":[{\"name\":\"$Default\"}],\"nextLink\":\"" + next + "\"}");
        server.answers(200, "{\"value\":[{\"name\":\"flexyfleet\"}],\"nextLink\":\"https://example.com/more\"}");

        assertThat(reader.consumerGroups(ID)).containsExactlyInAnyOrder("$Default", "flexyfleet");

        assertThat(server.web.takeRequest().getTarget())
                .endsWith("/testHub/eventHubEndpoints/events/ConsumerGroups?api-version=2023-06-30");
        assertThat(server.web.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer token-1");
    }

    @Test
    void messagesOfTheDayAreReadFromTheQuota() throws Exception {
        server.answers(
                200,
                "{\"value\":[{\"name\":\"TotalDeviceCount\",\"currentValue\":2,\"maxValue\":500000},"
                        + "{\"name\":\"TotalMessages\",\"currentValue\":17,\"maxValue\":400000}]}");
        server.answers(200, "{\"value\":[]}");

        assertThat(reader.messages(ID)).contains(new HubResource.Messages(17, 400_000));
        assertThat(reader.messages(ID)).isEmpty();
        assertThat(server.web.takeRequest().getTarget()).endsWith("/testHub/quotaMetrics?api-version=2023-06-30");
    }

    @ParameterizedTest
    @CsvSource({
        "401, Unauthorized",
        "403, Unauthorized",
        "404, NotFound",
        "429, Throttled",
        "500, Unexpected",
        "200, Unexpected",
    })
    void refusalsAreToldApart(int status, String failure) {
        server.answers(status, "no JSON with token-1");

        assertThatThrownBy(() -> reader.find("h"))
                .isInstanceOfSatisfying(
                        IotHubException.class,
                        e -> assertThat(e.failure().getClass().getSimpleName()).isEqualTo(failure))
                .hasMessageNotContaining("token-1");
    }

    @Test
    void withoutATokenNothingIsSent() {
        try (HubResourceReader without = reader(scope -> {
            throw new BearerLogin.NoTokenException("Run az login");
        })) {
            assertThatThrownBy(() -> without.find("h")).hasMessageContaining("Run az login");
        }
        assertThat(server.web.getRequestCount()).isZero();
    }
}
