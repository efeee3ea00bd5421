package io.github.flexyfleet.simulator.flexy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.flexy.FlexySpec.Logging;
import io.github.flexyfleet.simulator.flexy.FlexySpec.Tag;
import io.github.flexyfleet.simulator.flexy.FlexySpec.TagType;
import io.github.flexyfleet.simulator.time.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway records, as its exports show it. */
@Timeout(60)
class RecordingTest {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-22T12:00:00Z"));

    @TempDir
    Path directory;

    @AfterEach
    void end() {
        time.close();
    }

    private TestFlexy flexy() {
        return new TestFlexy(directory, TestFlexy.NO_NETWORK, time);
    }

    private TestFlexy flexyOf(int points) {
        return new TestFlexy(
                directory, TestFlexy.NO_NETWORK, time, FlexySpec.Past.NONE, TestFlexy.QUICK.withRecording(points));
    }

    /** The points of a tag since so many minutes ago. */
    private static List<String[]> points(TestFlexy flexy, String tag, int minutes) {
        return flexy.export("$dtHL$ftT$st_m" + minutes + "$et_s0$tn" + tag)
                .lines()
                .skip(1)
                .map(line -> line.split(";", -1))
                .toList();
    }

    @Test
    void onlyTagsWithLoggingAreRecordedAtTheirIntervalOrBeyondTheirDeadband() {
        try (TestFlexy flexy = flexy().on()) {
            TagTable tags = flexy.flexy().tags();
            Tag level = new Tag(1, "Level", TagType.FLOAT, "A");

            tags.put(level.with(Logging.OFF));
            assertThat(points(flexy, "Level", 10)).isEmpty();
            assertThat(flexy.export("$dtTL$ftT$tnLevel")
                            .lines()
                            .skip(1)
                            .findFirst()
                            .orElseThrow()
                            .split(";", -1)[8])
                    .isEqualTo("0");

            tags.put(level.with(new Logging(true, 60, 0)));
            assertThat(points(flexy, "Level", 10))
                    .extracting(point -> point[2].substring(12, 20))
                    .hasSize(11)
                    .startsWith("11:50:00", "11:51:00")
                    .endsWith("12:00:00");

            tags.put(level);
            int all = points(flexy, "Level", 60).size();
            tags.put(level.with(new Logging(true, 0, 20)));
            assertThat(points(flexy, "Level", 60)).hasSizeBetween(1, all / 3);
        }
    }

    @Test
    void nothingIsRecordedWithoutPower() throws Exception {
        try (TestFlexy flexy = flexy().on()) {
            flexy.flexy().tags().put(new Tag(1, "Level", TagType.FLOAT, "A", new Logging(true, 60, 0)));
            time.pass(Duration.ofMinutes(10));
            flexy.flexy().powerOff();
            time.pass(Duration.ofMinutes(30).plusSeconds(30));
            flexy.flexy().powerOn();
            flexy.flexy().tags().put(new Tag(1, "Level", TagType.FLOAT, "A", new Logging(true, 60, 0)));
            time.pass(Duration.ofMinutes(2));

            assertThat(points(flexy, "Level", 40))
                    .extracting(point -> point[2].substring(12, 20) + " " + point[3])
                    .endsWith("12:09:00 0", "12:40:30 1", "12:41:00 0", "12:42:00 0");
        }
    }

    @Test
    void olderPointsThanItHoldsAreOverwritten() {
        try (TestFlexy flexy = flexyOf(60).on()) {
            TagTable tags = flexy.flexy().tags();
            tags.all().forEach(tag -> tags.put(tag.with(tag.id() == 1 ? new Logging(true, 10, 0) : Logging.OFF)));
            assertThat(points(flexy, "Level", 60)).hasSizeBetween(59, 61);
        }
    }

    @Test
    void pointsComeInTheOrderOfTimeWithTheirQuality() throws Exception {
        try (TestFlexy flexy = flexy().on()) {
            TagTable tags = flexy.flexy().tags();
            time.pass(Duration.ofSeconds(10));
            tags.quality(1, 64);
            tags.write(1, 12.5);
            time.pass(Duration.ofSeconds(10));
            tags.quality(1, 0);
            tags.write(1, Double.NaN);
            time.pass(Duration.ofSeconds(1));

            assertThat(points(flexy, "Level", 1))
                    .extracting(point -> point[4] + ";" + point[5])
                    .endsWith("12.5;1", "nan;0");
            List<String> all =
                    flexy.export("$dtHL$ftT$st_m1$et_s0").lines().skip(1).toList();
            assertThat(all).extracting(line -> line.split(";", -1)[1]).isSorted();
            assertThat(all)
                    .extracting(line -> line.split(";", -1)[0])
                    .contains("1", "3", "4")
                    .doesNotContain("7");
            assertThat(flexy.export("$dtHS$ftT$st_m1$et_s0").lines().skip(1))
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("7;"));
        }
    }
}
