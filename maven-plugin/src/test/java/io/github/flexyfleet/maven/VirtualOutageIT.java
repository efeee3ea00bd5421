package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.simulator.hub.DeviceSettings;
import io.github.flexyfleet.simulator.hub.EtagMatch;
import io.github.flexyfleet.simulator.hub.HubEvent;
import io.github.flexyfleet.simulator.hub.HubRefusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real runtime jar over hours without the hub or without power, in virtual time. */
@Timeout(value = 900, unit = TimeUnit.SECONDS)
class VirtualOutageIT {
    /** The smallest spool holds about half an hour of this group. */
    private static final String SMALL_SPOOL = "{spool: {size: 250KB}, tagGroups: {all: {groups: [A, B, C, D],"
            + " push: {full: 10s}, format: typed, history: true}}}";

    @TempDir
    Path folder;

    private MatrixWorld world;
    private long before;

    /** A value of a tag with its second. */
    private record Sample(String tag, Instant time) {}

    @BeforeEach
    void open() throws Exception {
        world = new MatrixWorld(folder);
        world.flexy().restore(MatrixFlexy.Image.empty());
        world.flexy().powerOn();
        world.time().pass(Duration.ofSeconds(5));
    }

    private void run(String settings) throws Exception {
        assertThat(world.deploy(world.fleet().targetOf(settings), true).outcome())
                .isEqualTo(Outcome.CONFIRMED);
        before = world.hub().events().last();
    }

    private void powerGoesFor(Duration time) throws InterruptedException {
        world.flexy().powerOff();
        world.time().pass(time);
        world.flexy().powerOn();
    }

    /** Lets the hub take the device, or not. */
    private void hub(boolean on) throws HubRefusal {
        DeviceSettings now =
                world.hub().registry().find(MatrixFleet.DEVICE).orElseThrow().settings();
        DeviceSettings next = new DeviceSettings(now.deviceId(), on, now.statusReason(), now.authentication());
        world.hub().registry().update(next, new EtagMatch.Any());
    }

    @Test
    void afterAnOutageLongerThanTheSpoolEveryRecordedValueIsAtTheHub() throws Exception {
        try (MatrixWorld closing = world) {
            run(SMALL_SPOOL);
            closing.time().pass(Duration.ofMinutes(5));
            Instant begin = closing.time().instant();
            hub(false);
            closing.time().pass(Duration.ofHours(2));
            powerGoesFor(Duration.ofMinutes(10));
            closing.time().pass(Duration.ofHours(2));
            hub(true);
            closing.time().pass(Duration.ofMinutes(40));

            List<Sample> history = samples("history");
            assertThat(history).doesNotHaveDuplicates().hasSizeGreaterThan(800);
            everythingRecordedSince(begin).isAtTheHub(history);
            assertThat(messages())
                    .filteredOn(event -> event.properties().get("kind").equals("gap"))
                    .isNotEmpty()
                    .allSatisfy(gap ->
                            assertThat(body(gap).get("history").asString()).isEqualTo("all"));
            assertThat(closing.status().orElseThrow()).containsPattern("\"spool\":[0-5],");
        }
    }

    private List<HubEvent> messages() {
        return world.hub().events().since(before).stream()
                .filter(event -> event.properties().containsKey("seq"))
                .toList();
    }

    private static JsonNode body(HubEvent event) {
        return JsonMapper.shared().readTree(new String(event.body(), StandardCharsets.UTF_8));
    }

    /** The values of the messages of a kind, in order. */
    private List<Sample> samples(String kind) {
        List<Sample> samples = new ArrayList<>();
        for (HubEvent event : messages()) {
            if (event.properties().get("kind").equals(kind)) {
                for (JsonNode value : body(event).get("values")) {
                    samples.add(new Sample(
                            value.get("name").asString(),
                            Instant.parse(value.get("time").asString())));
                }
            }
        }
        return samples;
    }

    /** What the gateway recorded. */
    private record Recorded(List<Sample> samples, Set<Sample> live) {
        /** Each is there as a recorded value, or a live one was measured within a push period of it. */
        void isAtTheHub(List<Sample> history) {
            Set<Sample> found = new HashSet<>(history);
            assertThat(samples)
                    .hasSizeGreaterThan(100)
                    .allMatch(sample -> found.contains(sample)
                            || live.contains(new Sample(sample.tag(), tenSeconds(sample.time())))
                            || live.contains(new Sample(
                                    sample.tag(), tenSeconds(sample.time().plusSeconds(10)))));
        }

        static Instant tenSeconds(Instant time) {
            return Instant.ofEpochSecond(time.getEpochSecond() / 10 * 10);
        }
    }

    private Recorded everythingRecordedSince(Instant begin) {
        TreeMap<String, String> names = new TreeMap<>();
        world.flexy().export("$dtIV$ftT").lines().skip(1).forEach(line -> {
            String[] cells = line.split(";", 3);
            names.put(cells[0], cells[1].replace("\"", ""));
        });
        long seconds = Duration.between(begin, world.time().instant()).toSeconds();
        List<Sample> samples = new ArrayList<>();
        for (String type : List.of("$dtHL", "$dtHS")) {
            String export = world.flexy().export(type + "$ftT$st_s" + seconds + "$et_m5");
            export.lines().skip(1).map(line -> line.split(";", 4)).forEach(cells -> {
                String tag = names.get(cells[0]);
                // It is in no group.
                if (!tag.equals("Spare")) {
                    samples.add(new Sample(tag, Instant.ofEpochSecond(Long.parseLong(cells[1]))));
                }
            });
        }
        Set<Sample> live = new HashSet<>();
        samples("full").forEach(sample -> live.add(new Sample(sample.tag(), Recorded.tenSeconds(sample.time()))));
        return new Recorded(samples, live);
    }
}
