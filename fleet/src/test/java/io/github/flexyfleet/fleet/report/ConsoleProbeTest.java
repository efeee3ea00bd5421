package io.github.flexyfleet.fleet.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.flexyfleet.fleet.probe.Answer;
import io.github.flexyfleet.fleet.probe.Fact;
import io.github.flexyfleet.fleet.probe.ProbeProfile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConsoleProbeTest {
    /** Four facts are other than assumed, one of them a time, two stay unknown. */
    private static ProbeProfile profile() {
        Map<Fact, Answer> answers = new EnumMap<>(Fact.class);
        Arrays.stream(Fact.values()).forEach(fact -> answers.put(fact, new Answer.Found(fact.assumed())));
        answers.put(Fact.EC, new Answer.Found(true));
        answers.put(Fact.LARGEST_FORM, new Answer.Found(64));
        answers.put(Fact.TAG_COLUMNS, new Answer.Found("LogEnabled IVGroupD"));
        answers.put(Fact.START, new Answer.Found(5));
        answers.put(Fact.EXPORT_WAIT, new Answer.Found(0));
        answers.put(Fact.MISSING_FILE, new Answer.Unknown("files are sent to GET alone"));
        answers.put(Fact.RESUBSCRIBES, new Answer.Unknown("it does not connect again \u001b[2J"));
        return new ProbeProfile(
                "14.9s0", "21", "2005-0007-21", Instant.parse("2026-03-01T08:06:14.7Z"), "0.1.0", answers);
    }

    private static String resource(String name) throws IOException {
        try (InputStream text = ConsoleProbeTest.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void the_table_is_golden() throws IOException {
        assertThat(String.join("\n", ConsoleProbe.lines(profile())) + "\n").isEqualTo(resource("probe.txt"));
    }

    @Test
    void the_profile_fits_its_schema() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(
                        new JsonMapper().readTree(resource("/io/github/flexyfleet/schema/probe-profile.schema.json")));
        JsonNode json = new JsonMapper().readTree(profile().json());

        assertThat(schema.validate(json)).isEmpty();
        assertThat(json.path("answers").size()).isEqualTo(Fact.values().length);
        assertThat(json.path("date").asString("")).isEqualTo("2026-03-01T08:06:14Z");
        assertThat(schema.validate(new JsonMapper().readTree(profile().json().replace("true", "\"yes\""))))
                .isNotEmpty();
    }
}
