package io.github.flexyfleet.runtime.tags;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.runtime.bundle.DeviceConfigReader;
import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.kit.TestBundle;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What the vendor's own connectors had to mend, as far as it is about tags and publishing: each entry of their changelogs
 * (flexy-etk 7) by name. Elsewhere: java.nio by accident is ClassFilesTest; the WAN that is not up yet, and connections
 * that come and go, are HubLinkTest; a queue in the order of time is the outbox's tests; stopping before the start has
 * ended is JarKeeperTest.
 */
class TrapListTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Rig rig = new Rig();

    private void tags(int count) {
        for (int i = 1; i <= count; i++) {
            rig.gateway.tag(i, "T" + i, 2, "A", Integer.toString(i));
        }
    }

    private static JsonNode payload(String made) {
        return JSON.readTree(made.substring(made.indexOf(' ') + 1));
    }

    @Test
    @DisplayName("lost or skipped points when an exception hits during payload building")
    void anExceptionWhileAPayloadIsBuiltLosesNothing() throws Refusal {
        tags(300);
        rig.use(TestBundle.group("g", "A", 1, 0));
        rig.run(3);
        rig.gateway.value(7, "1007");
        // The local time is asked for between the values and their payload.
        rig.clock.set("2026-11-22T19:20:00Z");
        rig.gateway.breaking(new IllegalStateException("bug"));
        assertThatThrownBy(() -> rig.run(2)).isInstanceOf(IllegalStateException.class);
        List<String> made = rig.run(8);
        assertThat(String.join("", made)).contains("\"T7\":\"1007\"", "\"T1\":\"1\"", "\"T300\":\"300\"");
        assertThat(rig.run(20)).as("and no more").isEmpty();
    }

    @Test
    @DisplayName("duplicate, lost or skipped points when an exception hits during an export")
    void anExceptionInTheMiddleIsFollowedByEverythingOnceMore() throws Refusal {
        tags(3);
        rig.use(TestBundle.typed("g", "A", 1, 0));
        rig.run(3);
        rig.gateway.value(2, "22");
        rig.gateway.breaking(new IllegalStateException("bug"));
        assertThatThrownBy(() -> rig.run(2)).isInstanceOf(IllegalStateException.class);
        List<String> made = rig.run(8);
        assertThat(made).hasSize(1);
        assertThat(payload(made.get(0)).get("values").findValuesAsString("value"))
                .containsExactly("1", "22", "3");
        assertThat(rig.run(20)).as("and no more").isEmpty();
    }

    @Test
    @DisplayName("sending thread dead after an exception")
    void theNextStepGoesOn() throws Refusal {
        tags(1);
        rig.use(TestBundle.group("g", "A", 0, 10));
        rig.run(5);
        for (int i = 0; i < 5; i++) {
            rig.gateway.breaking(new NullPointerException());
            assertThatThrownBy(() -> rig.run(20)).isInstanceOf(NullPointerException.class);
        }
        rig.made();
        assertThat(rig.run(60)).hasSizeBetween(6, 7);
    }

    /** The event thread and the worker meet in the notes alone. */
    @Test
    @DisplayName("concurrent modification of the queue")
    void twoThreadsMeetInTheNotes() throws InterruptedException {
        Tag[] tags = new Tag[50];
        for (int i = 0; i < tags.length; i++) {
            tags[i] = new Tag(i * 700, "T" + i, 2, 0);
        }
        TagNotes notes = new TagNotes();
        notes.use(tags);
        AtomicBoolean ended = new AtomicBoolean();
        Thread events = new Thread(() -> {
            for (int n = 0; n <= 100_000; n++) {
                notes.changed(n % 50 * 700, n, n);
            }
            ended.set(true);
        });
        events.start();
        double[] last = new double[50];
        while (true) {
            boolean all = ended.get();
            for (Tag tag = notes.take(); tag != null; tag = notes.take()) {
                assertThat(notes.value).isEqualTo((double) notes.time).isGreaterThanOrEqualTo(last[tag.id / 700]);
                last[tag.id / 700] = notes.value;
            }
            if (all) {
                break;
            }
        }
        events.join();
        for (int i = 0; i < 50; i++) {
            assertThat(last[i]).isEqualTo(i == 0 ? 100_000 : 99_950 + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan", "inf", "-inf"})
    @DisplayName("NaN, inf, -inf")
    void valuesThatAreNoNumbers(String value) throws Refusal {
        rig.gateway.tag(1, "Flow", 1, "A", value);
        rig.use(TestBundle.group("c", "A", 1, 0) + "," + TestBundle.typed("t", "A", 1, 0));
        List<String> made = rig.run(3);
        assertThat(payload(made.get(0)).get("Flow").asString()).isEqualTo(value);
        assertThat(payload(made.get(1)).get("values").get(0).get("value").isNull())
                .isTrue();
        assertThat(made).hasSize(2);
    }

    @Test
    @DisplayName("hard-coded buffer sizes, fixed-length string builders")
    void nothingIsAsLongAsItUsuallyIs() throws Refusal {
        tags(3000);
        rig.gateway.tag(5000, "L".repeat(128), 6, "A", "x".repeat(70_000) + "é");
        rig.use(TestBundle.group("g", "A", 1, 0));
        List<String> made = rig.run(3);
        List<String> names = new ArrayList<>();
        made.forEach(each -> payload(each).propertyNames().forEach(names::add));
        assertThat(names).hasSize(3001 + made.size()).contains("T1", "T3000", "L".repeat(128));
        assertThat(payload(made.get(made.size() - 1)).get("L".repeat(128)).asString())
                .hasSize(70_001)
                .endsWith("é");
    }

    @Test
    @DisplayName("tag name limit raised from 60 to 128 characters")
    void longNamesStayWhatTheyAre() throws Refusal {
        rig.gateway.tag(1, "n".repeat(127) + "1", 2, "A", "1");
        rig.gateway.tag(2, "n".repeat(127) + "2", 2, "A", "2");
        rig.use(TestBundle.group("g", "A", 0, 10));
        assertThat(payload(rig.run(1).get(0)).get("n".repeat(127) + "2").asString())
                .isEqualTo("2");
    }

    @Test
    @DisplayName("wrong or doubled time zone")
    void theZoneIsAppliedOnceAndOnlyWhereItIsWanted() throws Refusal {
        tags(1);
        rig.gateway.offset(ZoneOffset.ofHoursMinutes(-3, -30));
        rig.use(TestBundle.group("c", "A", 0, 10) + "," + TestBundle.typed("t", "A", 0, 10));
        List<String> made = rig.run(1);
        assertThat(payload(made.get(0)).get("time").asString()).isEqualTo("2026-11-22 15:30:00");
        assertThat(payload(made.get(1)).get("values").get(0).get("time").asString())
                .isEqualTo("2026-11-22T19:00:00.000Z");
    }

    @Test
    @DisplayName("DST change at run time")
    void summerTimeBeginsBetweenTwoMessages() throws Refusal {
        tags(1);
        rig.clock.set("2027-03-28T00:59:59Z");
        rig.use(TestBundle.group("c", "A", 0, 1));
        assertThat(payload(rig.run(1).get(0)).get("time").asString()).isEqualTo("2027-03-28 01:59:59");
        rig.gateway.offset(ZoneOffset.ofHours(2));
        assertThat(payload(rig.run(1).get(0)).get("time").asString()).isEqualTo("2027-03-28 03:00:00");
    }

    @Test
    @DisplayName("config update refused for newer files")
    void aLaterConfigurationIsReadAsFarAsItIsKnown() throws Refusal {
        String later = TestBundle.of(
                        "x", true, "[" + TestBundle.group("g", "A", 1, 1, "\"later\":{\"a\":[1,null]}") + "]", 0)
                .text("device.json")
                .replaceFirst("\\{", "{\"laterStill\":true,");
        assertThat(DeviceConfigReader.read(later.getBytes(UTF_8)).groups()).hasSize(1);
    }

    @Test
    @DisplayName("invalid or empty response bodies")
    void anEmptyExportIsNoEmptyTagTable() throws Refusal {
        tags(2);
        rig.use(TestBundle.group("g", "A", 0, 10));
        rig.run(1);
        rig.gateway.garbling(true);
        assertThat(rig.run(90)).isEmpty();
        assertThat(rig.telemetry.selected()).isEqualTo(2);
        rig.gateway.garbling(false);
        assertThat(rig.run(6)).hasSize(1);
    }

    @Test
    @DisplayName("log flood")
    void anHourOfTheSameProblemIsOneLine() throws Refusal {
        tags(1);
        rig.use(TestBundle.group("g", "A", 1, 0));
        rig.gateway.failing(true);
        rig.run(3600);
        assertThat(rig.log.last(200))
                .filteredOn(line -> line.contains("export failed"))
                .singleElement()
                .asString()
                .endsWith("(720 times)");
    }

    @Test
    @DisplayName("tag name or string value with quotes, semicolons, line ends, backslashes, any script")
    void nothingInATextEndsIt() throws Refusal {
        String nasty = "a\"b;c\r\nd\\e\té水😀\u0000\u2028\uFFFD;1;\"x\"";
        rig.gateway.tag(1, nasty, 6, "A", nasty);
        rig.gateway.tag(2, "next", 2, "A", "7");
        rig.use(TestBundle.group("c", "A", 0, 10) + "," + TestBundle.typed("t", "A", 0, 10));
        List<String> made = rig.run(1);
        assertThat(payload(made.get(0)).get(nasty).asString()).isEqualTo(nasty);
        assertThat(payload(made.get(0)).get("next").asString()).isEqualTo("7");
        JsonNode typed = payload(made.get(1)).get("values").get(0);
        assertThat(typed.get("name").asString()).isEqualTo(nasty);
        assertThat(typed.get("value").asString()).isEqualTo(nasty);
    }

    @Test
    @DisplayName("tag deleted between tag list and export")
    void aTagThatIsGoneBeforeItsValueIsLeftOut() throws Refusal {
        tags(3);
        rig.gateway.deleteBeforeValues(2);
        rig.use(TestBundle.group("g", "A", 1, 10));
        assertThat(payload(rig.run(1).get(0)).propertyNames()).containsExactly("T1", "T3", "time");
        rig.gateway.value(3, "33");
        assertThat(rig.run(2)).singleElement().asString().contains("{\"T3\":\"33\",");
        assertThat(rig.telemetry.selected()).isEqualTo(3);
        rig.run(70);
        assertThat(rig.telemetry.selected()).isEqualTo(2);
    }

    /** Their arrays have the id as index, and warn at a gap of 500. */
    @Test
    @DisplayName("tag ids with gaps over 500")
    void idsMayBeFarApart() throws Refusal {
        rig.gateway.tag(1, "first", 2, "A", "1");
        rig.gateway.tag(2_000_000_000, "last", 2, "A", "2");
        rig.gateway.tag(700_000, "middle", 2, "A", "3");
        rig.use(TestBundle.group("g", "A", 1, 0));
        rig.run(3);
        rig.gateway.value(700_000, "4");
        rig.gateway.value(2_000_000_000, "5");
        assertThat(rig.run(2)).singleElement().asString().startsWith("change/g {\"last\":\"5\",\"middle\":\"4\",");
    }

    @Test
    @DisplayName("a tag of another type under the same id")
    void aTypeMayChange() throws Refusal {
        rig.gateway.tag(1, "T", 2, "A", "5");
        rig.use(TestBundle.typed("t", "A", 1, 0));
        rig.run(3);
        rig.gateway.tag(1, "T", 6, "A", "five");
        assertThat(rig.run(70)).last().asString().contains("\"value\":\"five\"");
    }

    /** It shows in the values before the next tag list is due. */
    @Test
    @DisplayName("new tags at run time")
    void aNewTagIsFoundWithinSeconds() throws Refusal {
        tags(2);
        rig.use(TestBundle.typed("g", "A", 1, 0));
        rig.run(20);
        tags(3);
        assertThat(rig.run(3)).singleElement().asString().contains("\"T3\"");
    }
}
