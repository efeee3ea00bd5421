package io.github.flexyfleet.fleet.talk2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HubReasonTest {
    @Test
    void everyCodeOfTheVectorsHasWordsAndAMend() throws IOException {
        try (InputStream in =
                HubReasonTest.class.getResourceAsStream("/io/github/flexyfleet/schema/vectors/hub-reasons.json")) {
            for (JsonNode vector : JsonMapper.shared().readTree(in).get("vectors")) {
                String code = vector.get("reason").stringValue();
                if (!code.isEmpty()) {
                    HubReason reason = HubReason.of(code);
                    assertThat(reason.words()).isNotBlank().doesNotContain("does not know");
                    assertThat(reason.mend()).isNotBlank();
                    assertThat(reason).hasToString(code + ": " + reason.words() + "; " + reason.mend());
                }
            }
        }
    }

    @Test
    void aCodeOfANewerRuntimeStandsForItself() {
        assertThat(HubReason.of("sun-spots").toString()).startsWith("sun-spots: a reason that this version");
        assertThatThrownBy(() -> HubReason.of("\u001b[31m")).isInstanceOf(IllegalArgumentException.class);
    }
}
