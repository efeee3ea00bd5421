package io.github.flexyfleet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.kit.FakeHub;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.TestBundle;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Days in virtual time with outages longer than the spool, times in which the runtime does not run, and power cuts in the
 * middle of writes: every recorded value is at the hub, as such or within a push period in a message. {@code
 * -Dflexy.soak.days=} sets the length.
 */
class HistorySoakTest {
    private static final int DAYS = Integer.getInteger("flexy.soak.days", 200) / 40;
    private static final int STEP = 3000;
    private static final int PERIOD = 60;
    private static final long DAY = 86_400_000;
    private static final Pattern LEVEL =
            Pattern.compile("\"name\":\"Level\",\"value\":[^,]*,\"quality\":\"good\",\"time\":\"([^\"]*)\"");

    private final TreeSet<Long> recorded = new TreeSet<>();
    private HistoryRig rig;
    private Random random;
    private long connectedFrom;
    private int cuts;
    private int stops;

    @ParameterizedTest
    @CsvSource({"1,false", "2,true", "3,false"})
    void everyRecordedValueArrives(long seed, boolean stopsWhenFull) throws Refusal {
        random = new Random(seed);
        TestBundle bundle = HistoryRig.bundle("s", HistoryRig.GROUP, TestBundle.group("t", "C", 0, PERIOD))
                .spool(250_000, 86_400 * 7, 30, stopsWhenFull);
        rig = HistoryRig.running(bundle, MemoryStore.tearing(seed));
        rig.gateway.tag(4, "Text", 6, "C", "x".repeat(1500));
        rig.run(600);
        long begin = rig.clock.now();
        while (rig.clock.now() < begin + DAYS * DAY) {
            happens();
            turn();
        }
        rig.flash.cutAt(Integer.MAX_VALUE);
        rig.hub.status(5);
        for (long end = rig.clock.now() + DAY / 8; rig.clock.now() < end; ) {
            turn();
        }

        NavigableSet<Long> live = seconds("full");
        NavigableSet<Long> history = seconds("history");
        List<Long> missing = recorded.headSet(rig.clock.now() / 1000 - 2 * PERIOD).stream()
                .filter(second -> !history.contains(second))
                .filter(second -> live.subSet(second, second + PERIOD + 5).isEmpty())
                .toList();
        assertThat(missing).as("seed %d, %d cuts, %d stops", seed, cuts, stops).isEmpty();
        assertThat(rig.waiting()).isLessThan(5);
        assertThat(recorded).hasSizeGreaterThan(DAYS * 1000);
        assertThat(history).as("some of it").hasSizeGreaterThan(DAYS * 50);
        assertThat(cuts + stops).isGreaterThan(DAYS);
    }

    /** When the runtime does nothing the Flexy goes on to record. */
    private void turn() {
        try {
            rig.turn(STEP);
        } catch (MemoryStore.PowerCut e) {
            cuts++;
            start();
        }
        record();
    }

    private void start() {
        rig.flash.cutAt(Integer.MAX_VALUE);
        rig.start();
    }

    private void record() {
        long second = rig.clock.now() / 1000;
        if (second % PERIOD < STEP / 1000 && recorded.add(second)) {
            rig.gateway.record(1, Instant.ofEpochSecond(second).toString(), "1", 3);
        }
    }

    private boolean comes(double aDay) {
        return random.nextDouble() < aDay * STEP / DAY;
    }

    private void happens() {
        if (rig.clock.now() > connectedFrom) {
            boolean good = rig.hub.status() == 5;
            rig.hub.status(good ? 4 : 5);
            connectedFrom = rig.clock.now() + random.nextLong(good ? DAY / 2 : DAY / 6);
        }
        if (comes(2)) {
            stops++;
            for (long end = rig.clock.now() + random.nextLong(DAY / 12); rig.clock.now() < end; ) {
                rig.clock.pass(STEP);
                record();
            }
            start();
        }
        if (comes(3)) {
            rig.flash.cutAt(random.nextInt(20));
        }
    }

    private NavigableSet<Long> seconds(String kind) {
        TreeSet<Long> seconds = new TreeSet<>();
        for (FakeHub.Received message : rig.hub.telemetry()) {
            if (message.topic().contains("&kind=" + kind + "&group=g")) {
                Matcher level = LEVEL.matcher(message.payload());
                while (level.find()) {
                    seconds.add(Instant.parse(level.group(1)).getEpochSecond());
                }
            }
        }
        return seconds;
    }
}
