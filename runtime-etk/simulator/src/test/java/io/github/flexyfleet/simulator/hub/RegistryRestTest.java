package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.net.WebClient.Reply;
import java.io.IOException;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RegistryRestTest extends HubOfAClass {
    private static final String API = "?api-version=2021-04-12";
    private static final String SHA256 = "ab".repeat(32);

    private IotHub running;

    @BeforeEach
    void start() throws Exception {
        running = hub.start(HubTier.S1);
    }

    @Test
    void makesAndShowsAnIdentity() throws IOException {
        Reply made = hub.rest("PUT", "/devices/d1" + API, identity("d1", "enabled", SHA256));
        Reply read = hub.rest("GET", "/devices/d1" + API, "");

        assertThat(made.status()).isEqualTo(200);
        JsonNode json = read.json();
        assertThat(json).isEqualTo(made.json());
        assertThat(text(json, "deviceId")).isEqualTo("d1");
        assertThat(text(json, "status")).isEqualTo("enabled");
        assertThat(text(json, "connectionState")).isEqualTo("Disconnected");
        assertThat(text(json, "generationId")).isNotEmpty();
        assertThat(text(json.path("authentication"), "type")).isEqualTo("selfSigned");
        assertThat(text(json.path("authentication").path("x509Thumbprint"), "primaryThumbprint"))
                .isEqualTo(SHA256.toUpperCase(java.util.Locale.ROOT));
        assertThat(read.headers()).containsEntry("ETag", '"' + text(json, "etag") + '"');
    }

    @Test
    void identityIsMadeOnce() throws IOException {
        make("d1");

        assertError(
                hub.rest("PUT", "/devices/d1" + API, identity("d1", "enabled", SHA256)),
                409,
                409001,
                "DeviceAlreadyExists");
    }

    @Test
    void updateNeedsThePresentEtag() throws IOException {
        String etag = make("d1");
        String disabled = identity("d1", "disabled", SHA256);

        assertError(
                hub.rest("PUT", "/devices/d1" + API, disabled, "If-Match", "\"stale\""),
                412,
                412001,
                "PreconditionFailed");
        Reply first = hub.rest("PUT", "/devices/d1" + API, disabled, "If-Match", '"' + etag + '"');
        assertThat(first.status()).isEqualTo(200);
        assertThat(text(first.json(), "status")).isEqualTo("disabled");
        assertThat(text(first.json(), "etag")).isNotEqualTo(etag);
        assertThat(hub.rest("PUT", "/devices/d1" + API, disabled, "If-Match", '"' + etag + '"')
                        .status())
                .as("the old etag is used up")
                .isEqualTo(412);
        assertThat(hub.rest("PUT", "/devices/d1" + API, disabled, "If-Match", "*")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void updateKeepsTheGeneration() throws IOException {
        make("d1");
        String generation = running.registry().find("d1").orElseThrow().generationId();
        Reply reply = hub.rest("PUT", "/devices/d1" + API, identity("d1", "enabled", SHA256), "If-Match", "*");

        assertThat(text(reply.json(), "generationId")).isEqualTo(generation);
    }

    @Test
    void unknownDeviceIsNotFound() throws IOException {
        assertError(hub.rest("GET", "/devices/nobody" + API, ""), 404, 404001, "DeviceNotFound");
        assertError(
                hub.rest("PUT", "/devices/d1" + API, identity("d1", "enabled", SHA256), "If-Match", "*"),
                404,
                404001,
                "DeviceNotFound");
        assertError(hub.rest("GET", "/twins/nobody" + API, ""), 404, 404001, "DeviceNotFound");
    }

    @Test
    void deleteNeedsAMatch() throws IOException {
        String etag = make("d1");

        assertThat(hub.rest("DELETE", "/devices/d1" + API, "").status()).isEqualTo(412);
        assertThat(hub.rest("DELETE", "/devices/d1" + API, "", "If-Match", "\"stale\"")
                        .status())
                .isEqualTo(412);
        assertThat(hub.rest("DELETE", "/devices/d1" + API, "", "If-Match", '"' + etag + '"')
                        .status())
                .isEqualTo(204);
        assertThat(running.registry().find("d1")).isEmpty();
    }

    @Test
    void listsUpToTop() throws IOException {
        make("d1");
        make("d2");

        assertThat(hub.rest("GET", "/devices" + API, "").json().size()).isEqualTo(2);
        assertThat(hub.rest("GET", "/devices" + API + "&top=1", "").json().size())
                .isEqualTo(1);
        assertThat(hub.rest("GET", "/devices" + API + "&top=1001", "").status()).isEqualTo(400);
    }

    @Test
    void bodyIsChecked() throws IOException {
        assertError(hub.rest("PUT", "/devices/d1" + API, "{"), 400, 400004, "ArgumentInvalid");
        assertError(
                hub.rest("PUT", "/devices/d1" + API, identity("d2", "enabled", SHA256)),
                400,
                400004,
                "ArgumentInvalid");
        assertError(
                hub.rest("PUT", "/devices/d1" + API, identity("d1", "enabled", "AB:CD")),
                400,
                400004,
                "ArgumentInvalid");
        assertError(
                hub.rest("PUT", "/devices/d1" + API, identity("d1", "asleep", SHA256)), 400, 400004, "ArgumentInvalid");
    }

    @Test
    void apiVersionIsNeeded() throws IOException {
        assertError(hub.rest("GET", "/devices", ""), 400, 400004, "ArgumentInvalid");
    }

    @Test
    void tokenIsChecked() throws IOException {
        long end = hub.net.clock.instant().getEpochSecond() + 60;
        String otherKey = Base64.getEncoder().encodeToString(new byte[] {1});

        assertThat(authorised(TestHub.token(TestHub.HOST, TestHub.KEY, end)).status())
                .isEqualTo(200);
        assertError(authorised(TestHub.token(TestHub.HOST, otherKey, end)), 401, 401002, "IotHubUnauthorizedAccess");
        assertError(
                authorised(TestHub.token("other.azure-devices.net", TestHub.KEY, end)),
                401,
                401002,
                "IotHubUnauthorizedAccess");
        assertError(authorised("Bearer x"), 401, 401002, "IotHubUnauthorizedAccess");
        assertError(
                authorised(TestHub.token(TestHub.HOST, TestHub.KEY, end).replace("iothubowner", "service")),
                401,
                401002,
                "IotHubUnauthorizedAccess");
        assertError(authorised(TestHub.token(TestHub.HOST, TestHub.KEY, end - 60)), 401, 401003, "IotHubUnauthorized");
    }

    @Test
    void bulkTellsPerDeviceWhatFailed() throws IOException {
        String etag = make("d1");
        make("d2");
        String list = "[" + bulk("d1", "updateIfMatchETag", etag) + "," + bulk("d2", "create", "") + ","
                + bulk("d3", "create", "") + "," + bulk("d4", "delete", "") + ","
                + bulk("d5", "mystery", "") + "]";

        Reply reply = hub.rest("POST", "/devices" + API, list);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("isSuccessful").booleanValue()).isFalse();
        assertThat(reply.json().path("errors").valueStream())
                .extracting(error -> text(error, "deviceId")
                        + " " + error.path("errorCode").intValue()
                        + " " + text(error, "operation"))
                .containsExactly("d2 409001 create", "d4 404001 delete", "d5 400004 mystery");
        assertThat(running.registry().find("d1").orElseThrow().etag()).isNotEqualTo(etag);
        assertThat(running.registry().find("d3")).isPresent();
    }

    @Test
    void bulkTakesAHundredDevicesEachOnce() throws IOException {
        assertThat(hub.rest("POST", "/devices" + API, many(100)).status()).isEqualTo(200);
        assertThat(running.registry().list(1000)).hasSize(100);
        assertThat(hub.rest("POST", "/devices" + API, many(101)).status()).isEqualTo(400);
        assertError(
                hub.rest("POST", "/devices" + API, "[" + bulk("x", "create", "") + "," + bulk("x", "update", "") + "]"),
                400,
                400004,
                "ArgumentInvalid");
        assertThat(running.registry().find("x")).isEmpty();
    }

    @Test
    void bulkSetsTwinTags() throws IOException {
        make("d1");
        String change = "[{\"id\":\"d1\",\"importMode\":\"updateTwin\",\"tags\":{\"fleet\":\"north\"}}]";

        assertThat(hub.rest("POST", "/devices" + API, change).status()).isEqualTo(200);
        assertThat(text(hub.rest("GET", "/twins/d1" + API, "").json().path("tags"), "fleet"))
                .isEqualTo("north");
    }

    @Test
    void twinIsPatched() throws IOException {
        make("d1");
        String etag = text(hub.rest("GET", "/twins/d1" + API, "").json(), "etag");
        String patch = "{\"tags\":{\"a\":{\"b\":1,\"c\":2}},\"properties\":{\"desired\":{\"rate\":5}}}";

        assertThat(hub.rest("PATCH", "/twins/d1" + API, patch, "If-Match", '"' + etag + '"')
                        .status())
                .isEqualTo(200);
        assertThat(hub.rest("PATCH", "/twins/d1" + API, patch, "If-Match", '"' + etag + '"')
                        .status())
                .isEqualTo(412);
        JsonNode twin = hub.rest("PATCH", "/twins/d1" + API, "{\"tags\":{\"a\":{\"b\":null}}}")
                .json();
        assertThat(twin.path("tags").toString()).isEqualTo("{\"a\":{\"c\":2}}");
        JsonNode desired = twin.path("properties").path("desired");
        assertThat(desired.path("rate").intValue()).isEqualTo(5);
        assertThat(desired.path("$version").intValue()).isEqualTo(2);
        assertThat(text(twin, "authenticationType")).isEqualTo("selfSigned");
    }

    @Test
    void basicHubHasNoTwins() throws Exception {
        hub.net.reset();
        running = hub.start(HubTier.B1);
        make("d1");

        assertError(hub.rest("GET", "/twins/d1" + API, ""), 403, 403010, "OperationNotAllowedInCurrentSku");
    }

    @Test
    void twinGoesWithItsDevice() throws IOException {
        make("d1");
        hub.rest("PATCH", "/twins/d1" + API, "{\"tags\":{\"a\":1}}");
        hub.rest("DELETE", "/devices/d1" + API, "", "If-Match", "*");
        make("d1");

        assertThat(hub.rest("GET", "/twins/d1" + API, "").json().path("tags").isEmpty())
                .isTrue();
    }

    private Reply authorised(String authorization) throws IOException {
        return hub.rest("GET", "/devices" + API, "", "Authorization", authorization);
    }

    private String make(String id) throws IOException {
        return text(
                hub.rest("PUT", "/devices/" + id + API, identity(id, "enabled", SHA256))
                        .json(),
                "etag");
    }

    private static String identity(String id, String status, String thumbprint) {
        return "{\"deviceId\":\"" + id + "\",\"status\":\"" + status + "\"," + authentication(thumbprint) + "}";
    }

    private static String authentication(String thumbprint) {
        return "\"authentication\":{\"type\":\"selfSigned\",\"x509Thumbprint\":{\"primaryThumbprint\":\"" + thumbprint
                + "\",\"secondaryThumbprint\":\"" + thumbprint + "\"}}";
    }

    private static String bulk(String id, String mode, String etag) {
        return "{\"id\":\"" + id + "\",\"importMode\":\"" + mode + "\",\"eTag\":\"" + etag + "\","
                + authentication(SHA256) + "}";
    }

    private static String many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> bulk("m" + i, "create", ""))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).stringValue();
    }

    private static void assertError(Reply reply, int status, int code, String title) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().path("errorCode").intValue()).isEqualTo(code);
        assertThat(text(reply.json(), "Message")).startsWith("ErrorCode:" + title + ";");
        assertThat(text(reply.json(), "ExceptionMessage")).startsWith("Tracking ID:");
    }
}
