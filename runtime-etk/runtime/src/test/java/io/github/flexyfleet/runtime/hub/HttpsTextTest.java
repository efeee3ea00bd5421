package io.github.flexyfleet.runtime.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class HttpsTextTest {
    @Test
    void thePropertiesOfTheTopicBecomeHeadersAndTheTokenIsEncoded() {
        String headers = HttpsText.headers(
                "SharedAccessSignature sr=h%2Fdevices%2Fd-1&sig=a%3D&se=1",
                "devices/d-1/messages/events/$.ct=application%2Fjson&$.ce=utf-8&cfg=01ab&boot=3&seq=7&site=a%26b");

        assertThat(headers)
                .isEqualTo("Authorization=SharedAccessSignature%20sr%3Dh%252Fdevices%252Fd-1%26sig%3Da%253D%26se%3D1"
                        + "&Content-Type=application/json"
                        + "&iothub-contenttype=application%2Fjson&iothub-contentencoding=utf-8"
                        + "&iothub-app-cfg=01ab&iothub-app-boot=3&iothub-app-seq=7&iothub-app-site=a%26b");
    }

    @Test
    void aBodyBecomesAsciiOfTheSameMeaning() {
        String json = "{\"Größe & \\\"x=y\\\"\":\"100 % \uD83D\uDE00 [$dtEV]\",\"n\":1.5e+10}";

        String body = HttpsText.body(json.getBytes(UTF_8));

        assertThat(body).matches("[ -~]*").doesNotContain("&", "=", "%", "$");
        assertThat(JsonMapper.shared().readTree(body))
                .isEqualTo(JsonMapper.shared().readTree(json));
    }
}
