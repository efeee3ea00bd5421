package io.github.flexyfleet.runtime.tags;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.kit.FlexyHeap;
import io.github.flexyfleet.runtime.kit.TestBundle;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tags, groups, values and log keep on a Flexy's heap over an hour in which a twentieth of the tags changes each second. */
class HeapTest {
    @ParameterizedTest
    @CsvSource({"2000, 60, 1500000", "5000, 15, 3500000"})
    void theHeapIsSmallAndDoesNotGrow(int tags, int minutes, long most, TestReporter figures) throws Exception {
        Random random = new Random(7);
        Rig rig = new Rig();
        for (int i = 1; i <= tags; i++) {
            rig.gateway.tag(i, "Pump station " + i + " / value", i % 4, i % 4 == 1 ? "A" : "B", "0");
        }
        rig.use(TestBundle.group("events", "B", 1, 300) + "," + TestBundle.typed("exports", "A", 15, 300));
        rig.run(20);
        long first = 0;
        for (int minute = 1; minute <= minutes; minute++) {
            for (int second = 0; second < 60; second++) {
                for (int n = 0; n < tags / 20; n++) {
                    int id = 1 + random.nextInt(tags);
                    rig.gateway.value(id, value(random, id % 4));
                }
                rig.run(1);
            }
            if (minute % 5 == 0) {
                long bytes = FlexyHeap.bytes(rig.telemetry, rig.outbox, rig.log);
                assertThat(bytes).as("bytes after %d minutes", minute).isLessThan(most);
                first = first == 0 ? bytes : first;
                assertThat(bytes).as("growth after %d minutes", minute).isLessThan(first + first / 50);
                figures.publishEntry(tags + " tags, minute " + minute, bytes + " bytes");
            }
        }
    }

    private static String value(Random random, int type) {
        return switch (type) {
            case 0 -> Integer.toString(random.nextInt(2));
            case 1 -> Float.toString(random.nextInt(100_000) / 100f);
            default -> Integer.toString(random.nextInt(1_000_000));
        };
    }

    /** The measure itself: the sizes of flexy-vm, each object once. */
    @Test
    void theMeasureCountsEachObjectOnce() throws Exception {
        String twenty = "x".repeat(20);
        assertThat(FlexyHeap.bytes(twenty, twenty)).isEqualTo(142);
        assertThat(FlexyHeap.bytes(new byte[16])).isEqualTo(44);
        assertThat(FlexyHeap.bytes(new Tag(1, twenty, 1, 0))).isBetween(142 + 28 + 60L, 142 + 28 + 90L);
    }
}
