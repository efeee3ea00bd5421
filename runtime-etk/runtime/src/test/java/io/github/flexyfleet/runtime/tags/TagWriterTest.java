package io.github.flexyfleet.runtime.tags;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.bundle.BundleKeeper;
import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.bundle.Writable;
import io.github.flexyfleet.runtime.kit.FakeGateway;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.text.JsonReader;
import io.github.flexyfleet.runtime.text.JsonWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagWriterTest {
    private final ManualClock clock = new ManualClock();
    private final FakeGateway gateway = new FakeGateway(clock);
    private final EventLog log = new EventLog(clock);
    private final TagWriter writer = new TagWriter(gateway, log);

    @BeforeEach
    void tags() {
        gateway.tag(1, "Pump", 0, "A", "0");
        gateway.tag(2, "Level", 1, "A", "12.5");
        gateway.tag(3, "Count", 2, "A", "5");
        gateway.tag(4, "Total", 3, "A", "7");
        gateway.tag(6, "Recipe", 6, "A", "old");
    }

    private static Writable[] rules(String json) throws Refusal {
        TestBundle plain = TestBundle.of("x");
        String device = plain.text("device.json");
        TestBundle bundle =
                plain.with("device.json", device.substring(0, device.length() - 1) + ",\"writable\":" + json + "}");
        BundleKeeper keeper = new BundleKeeper(new MemoryStore(), new EventLog(new ManualClock()));
        keeper.open();
        bundle.send(keeper, 1000);
        keeper.apply(bundle.digest(), 60, "r");
        return keeper.running().config.writable();
    }

    private Write write(String rules, String tag, String json) throws Refusal {
        Write write = new Write(tag, JsonReader.object("{\"v\":" + json + "}").get("v"));
        writer.check(new Write[] {write}, rules(rules), "test");
        if (write.status == Write.OK) {
            writer.perform(write, "test");
        }
        return write;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Pump  | true                   | Integer 1",
                "Pump  | false                  | Integer 0",
                "Pump  | 1                      | Integer 1",
                "Level | 12.1                   | Float 12.1",
                "Level | 16777217               | Float 1.6777216E7",
                "Level | -0.5e-3                | Float -5.0E-4",
                "Count | -2147483648            | Integer -2147483648",
                "Count | 2147483647             | Integer 2147483647",
                "Count | 12.0                   | Integer 12",
                "Count | 1.2e3                  | Integer 1200",
                "Total | 4294967295             | Long 4294967295",
                "Total | -0.0                   | Long 0",
                "Recipe| \"B\\u00e9ton \\\"3\\\"\" | String Béton \"3\"",
            })
    void writesWhatTheTypeHoldsExactly(String tag, String json, String written) throws Refusal {
        assertThat(write("[{\"name\":\"*\"}]", tag, json).status).isEqualTo(200);
        assertThat(gateway.written()).containsExactly(tag + "=" + written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Pump | 2",
                "Pump | -1",
                "Pump | \"1\"",
                "Pump | null",
                "Level | 3.5e38",
                "Level | true",
                "Level | \"12\"",
                "Level | 1e9999",
                "Count | 2147483648",
                "Count | -2147483649",
                "Count | 1.5",
                "Count | 1e30",
                "Count | false",
                "Total | -1",
                "Total | 4294967296",
                "Total | 0.1",
                "Recipe | 12",
                "Recipe | null",
                "Recipe | [\"a\"]",
                "Level | {\"a\":1}"
            })
    void refusesWhatTheTypeDoesNotHold(String tag, String json) throws Refusal {
        Write write = write("[{\"name\":\"*\"}]", tag, json);
        assertThat(write.status).isEqualTo(400);
        assertThat(gateway.written()).isEmpty();
        assertThat(String.join("\n", log.last(1)))
                .contains("test: \"" + tag + "\" not written: the value does not fit");
    }

    @ParameterizedTest
    @CsvSource({"0.1, 200", "0.0999999, 400", "99.9, 200", "99.90001, 400", "1e9999, 400", "-5, 400"})
    void limitsAreExactDecimals(String value, int status) throws Refusal {
        assertThat(write("[{\"name\":\"Level\",\"min\":0.1,\"max\":99.9}]", "Level", value).status)
                .isEqualTo(status);
    }

    @Test
    void theLimitsOfEveryRuleThatMatchesHold() throws Refusal {
        String rules = "[{\"name\":\"L*\",\"max\":50},{\"name\":\"Level\",\"min\":10}]";
        assertThat(write(rules, "Level", "30").status).isEqualTo(200);
        assertThat(write(rules, "Level", "60").status).isEqualTo(400);
        assertThat(write(rules, "Level", "5").status).isEqualTo(400);
    }

    @Test
    void aTextHasNoLimits() throws Refusal {
        assertThat(write("[{\"name\":\"Recipe\",\"max\":5}]", "Recipe", "\"x\"").status)
                .isEqualTo(400);
    }

    @Test
    void whatNoRuleNamesIsNotWrittenAndNotLookedUp() throws Refusal {
        assertThat(write("[{\"name\":\"Level\"}]", "Pump", "1").status).isEqualTo(403);
        assertThat(write("[]", "Level", "1").status).isEqualTo(403);
        assertThat(gateway.exports()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P.1 $x%", "Füllstand", "水位", "pump \uD83D\uDEB0", "a;\"b\"\\c", "{tag}", "?", "*x"})
    void namesHaveAnyCharacters(String name) throws Refusal {
        gateway.tag(9, name, 2, "", "0");
        gateway.tag(10, name + "x", 2, "", "0");
        String rules = "[" + new JsonWriter().put("name", name).end() + "]";
        assertThat(write(rules, name, "7").status).isEqualTo(200);
        assertThat(gateway.written()).containsExactly(name + "=Integer 7");
        assertThat(write(rules, "Level", "7").status).isEqualTo(403);
    }

    @Test
    void aTagThatIsNotThereOrReadOnlyIsTold() throws Refusal {
        assertThat(write("[{\"name\":\"*\"}]", "Gone", "1").status).isEqualTo(404);
        gateway.readOnly("Level");
        Write refused = write("[{\"name\":\"*\"}]", "Level", "1");
        assertThat(refused.status).isEqualTo(500);
        assertThat(refused.message).isEqualTo("the Flexy did not write it: read only");
        gateway.failing(true);
        assertThat(write("[{\"name\":\"*\"}]", "Level", "1").message).isEqualTo("the tag table cannot be read: busy");
    }

    @Test
    void theLogTellsWhoAndWhatInOneLine() throws Refusal {
        write("[{\"name\":\"*\"}]", "Recipe", "\"a\\nb\"");
        assertThat(log.last(1)[0]).endsWith("test: wrote \"Recipe\", \"old\" to \"a\\nb\"");
    }
}
