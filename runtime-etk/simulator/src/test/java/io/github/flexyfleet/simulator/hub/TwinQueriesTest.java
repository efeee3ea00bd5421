package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.net.Json;
import io.github.flexyfleet.simulator.net.WebClient.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TwinQueriesTest extends HubOfAClass {
    private static final String API = "?api-version=2021-04-12";

    @Test
    void aPageHoldsAHundredTwinsAtMostAndTellsWhereTheNextOneBegins() throws Exception {
        hub.start(HubTier.S1);
        register(IntStream.range(0, 230).mapToObj(i -> "d" + i).toList());

        List<String> found = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        Reply page = query("SELECT * FROM devices");
        while (true) {
            sizes.add(page.json().size());
            found.addAll(ids(page.json()));
            String next = page.headers().get("x-ms-continuation");
            if (next == null) {
                break;
            }
            page = query("SELECT * FROM devices", "x-ms-continuation", next);
        }

        assertThat(sizes).containsExactly(100, 100, 30);
        assertThat(found).doesNotHaveDuplicates().hasSize(230);
        assertThat(query("SELECT * FROM devices", "x-ms-max-item-count", "7").json())
                .hasSize(7);
        assertThat(query("SELECT * FROM devices", "x-ms-max-item-count", "500").json())
                .hasSize(100);
    }

    @Test
    void conditionsChooseAndColumnsCutOut() throws Exception {
        hub.start(HubTier.S1);
        register(List.of("a", "b", "c"));
        hub.rest("PATCH", "/twins/b" + API, "{\"tags\":{\"site\":\"x AND y\"}}");

        assertThat(ids(query("SELECT * FROM devices WHERE deviceId IN ['c', 'a','nobody']")
                        .json()))
                .containsExactly("a", "c");
        assertThat(ids(query("select * from devices where tags.site = 'x AND y'")
                        .json()))
                .containsExactly("b");
        assertThat(ids(query("SELECT * FROM devices WHERE is_defined(tags.site) AND deviceId IN ['a','b']")
                        .json()))
                .containsExactly("b");
        JsonNode chosen = query(
                        "SELECT deviceId, tags.site AS place, tags.site FROM devices WHERE is_defined(tags.site)")
                .json();
        assertThat(Json.write(chosen))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("[{\"deviceId\":\"b\",\"place\":\"x AND y\",\"site\":\"x AND y\"}]");
    }

    @Test
    void aTwinComesWholeWithWhatTheDeviceReported() throws Exception {
        hub.start(HubTier.S1);
        register(List.of("a"));

        JsonNode twin = query("SELECT * FROM devices").json().get(0);

        assertThat(twin.path("properties").path("reported").path("$version").isNumber())
                .isTrue();
        assertThat(twin.path("deviceId").stringValue()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "DELETE FROM devices",
                "SELECT * FROM devices WHERE a = b",
                "SELECT * FROM devices WHERE a = 'b' OR a = 'c'",
                "SELECT COUNT() FROM devices",
                "SELECT * FROM devices.jobs"
            })
    void whatItDoesNotKnowIsRefused(String text) throws Exception {
        hub.start(HubTier.S1);

        assertThat(query(text).status()).isEqualTo(400);
    }

    @Test
    void aBasicHubHasNoTwinsToQuery() throws Exception {
        hub.start(HubTier.B1);

        Reply reply = query("SELECT * FROM devices");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.json().path("errorCode").intValue()).isEqualTo(403010);
    }

    @Test
    void aContinuationOfSomethingElseIsRefused() throws Exception {
        hub.start(HubTier.S1);

        assertThat(query("SELECT * FROM devices", "x-ms-continuation", "nonsense")
                        .status())
                .isEqualTo(400);
        assertThat(query("SELECT * FROM devices", "x-ms-max-item-count", "0").status())
                .isEqualTo(400);
    }

    private void register(List<String> ids) throws HubRefusal {
        for (String id : ids) {
            hub.register(id, TestHub.KEY, TestHub.KEY);
        }
    }

    private Reply query(String text, String... headers) throws IOException {
        return hub.rest(
                "POST", "/devices/query" + API, Json.object().put("query", text).toString(), headers);
    }

    private static List<String> ids(JsonNode page) {
        return page.valueStream()
                .map(twin -> twin.path("deviceId").stringValue())
                .collect(Collectors.toList());
    }
}
