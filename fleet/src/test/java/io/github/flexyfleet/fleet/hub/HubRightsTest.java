package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.doctor.DoctorCode;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What cannot take the words from the code says the same. */
class HubRightsTest {
    private static final String ROLE = "the role IoT Hub Data Contributor at the hub";
    private static final String POLICY = "registry read, registry write and service connect";

    private static String plain(String markdown) {
        return markdown.replace("*", "");
    }

    @Test
    void everybodySaysTheSame() throws IOException {
        assertThat(HubRights.ALL).contains(ROLE, POLICY);
        assertThat(HubRights.TO_ASK).contains("service connect", ROLE);
        assertThat(DoctorCode.HUB_REFUSED.mend()).contains(HubRights.ALL);
        assertThat(ProblemCode.HUB_REFUSED.mend()).contains(HubRights.ALL);
        assertThat(plain(Files.readString(Path.of("..", "docs", "operations.md"))))
                .contains("needs " + ROLE, "registry read, registry write and service connect");
        assertThat(Files.readString(Path.of("..", "docs", "tutorial.md"))).contains(POLICY);
        try (InputStream schema =
                HubRights.class.getResourceAsStream("/io/github/flexyfleet/schema/fleet.schema.json")) {
            assertThat(new String(schema.readAllBytes(), StandardCharsets.UTF_8))
                    .contains(ROLE);
        }
    }
}
