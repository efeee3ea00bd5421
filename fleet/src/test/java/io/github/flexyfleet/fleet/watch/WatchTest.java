package io.github.flexyfleet.fleet.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final Instant START = Instant.parse("2026-11-29T12:00:00Z");
    private static final DeviceId PUMP = new DeviceId("pump-1");
    private static final DeviceId TANK = new DeviceId("tank-1");

    private final Hub hub = new Hub();
    private final Screen screen = new Screen();
    private WatchFilter filter = new WatchFilter(Map.of(PUMP, "brussels", TANK, "antwerp"));

    /** Messages that come at certain seconds, and the only clock there is. */
    private static final class Hub extends FeedAndClock {
        private final Map<Integer, Deque<DeviceMessage>> at = new TreeMap<>();

        Hub() {
            super(START);
        }

        void gives(int second, DeviceMessage... messages) {
            at.computeIfAbsent(second, key -> new ArrayDeque<>()).addAll(List.of(messages));
        }

        @Override
        public List<DeviceMessage> poll() {
            List<DeviceMessage> due = new ArrayList<>();
            at.forEach((second, messages) -> {
                if (!now().isBefore(START.plusSeconds(second))) {
                    due.addAll(messages);
                    messages.clear();
                }
            });
            return due;
        }
    }

    private static final class Screen implements WatchOutput {
        private final List<String> lines = new ArrayList<>();
        private final List<String> json = new ArrayList<>();
        private int looks;

        @Override
        public void message(Sighting sighting) {
            lines.add(WatchText.line(sighting));
            json.add(WatchJson.line(sighting));
        }

        @Override
        public void looked(WatchBoard board) {
            looks++;
        }

        @Override
        public void end(WatchBoard board) {
            lines.addAll(WatchText.summary(board));
        }
    }

    private static DeviceMessage message(DeviceId device, double second, long boot, long sequence, String kind) {
        return new DeviceMessage(
                device,
                START.plusMillis((long) (second * 1000)),
                Map.of(
                        "cfg",
                        "0a1b2c3d4e5f6071",
                        "fp",
                        "AABBCCDDEEFF0011",
                        "boot",
                        Long.toString(boot),
                        "seq",
                        Long.toString(sequence),
                        "kind",
                        kind,
                        "group",
                        "pumps"),
                "{\"Level\":\"4.2\",\"Flow\":\"" + sequence + "\",\"time\":\"2026-11-29 12:00:00\"}");
    }

    private WatchBoard watch(Duration time) throws InterruptedException {
        return watch(new Watch.Limits(Optional.of(time), Optional.empty()));
    }

    private WatchBoard watch(Watch.Limits limits) throws InterruptedException {
        WatchBoard board = new WatchBoard(filter);
        new Watch(hub).run(hub, board, screen, limits);
        return board;
    }

    @Test
    void messagesGapsDuplicatesLateOnesAndRestartsAreTold() throws Exception {
        hub.gives(1, message(PUMP, 0.2, 3, 7, "full"), message(PUMP, 0.6, 3, 8, "change"));
        hub.gives(2, message(PUMP, 1.5, 3, 11, "change"), message(PUMP, 1.6, 3, 9, "change"));
        hub.gives(3, message(PUMP, 2.9, 3, 11, "change"));
        hub.gives(4, message(PUMP, 3.5, 4, 1, "full"), message(new DeviceId("stranger"), 3.5, 1, 1, "full"));

        WatchBoard board = watch(Duration.ofSeconds(10));

        assertThat(screen.lines)
                .containsExactly(
                        "12:00:00  pump-1  full pumps  #3/7  lag 0.8s  cfg 0a1b2c3d4e5f  fp AABBCCDDEEFF  Flow=7 Level=4.2",
                        "12:00:00  pump-1  change pumps  #3/8  lag 0.4s  cfg 0a1b2c3d4e5f  fp AABBCCDDEEFF  Flow=8 Level=4.2",
                        "12:00:01  pump-1  change pumps  #3/11  lag 0.5s  cfg 0a1b2c3d4e5f  fp AABBCCDDEEFF"
                                + "  ! messages 9 to 10 are missing  Flow=11 Level=4.2",
                        "12:00:01  pump-1  change pumps  #3/9  lag 0.4s  cfg 0a1b2c3d4e5f  fp AABBCCDDEEFF"
                                + "  ! late, was missing  Flow=9 Level=4.2",
                        "12:00:02  pump-1  change pumps  #3/11  lag 0.1s  cfg 0a1b2c3d4e5f  fp AABBCCDDEEFF"
                                + "  ! duplicate  Flow=11 Level=4.2",
                        "12:00:03  pump-1  full pumps  #4/1  lag 0.5s  cfg 0a1b2c3d4e5f  fp AABBCCDDEEFF"
                                + "  ! started again (boot 4)  Flow=1 Level=4.2",
                        "5 messages of 1 of 2 devices; 1 missing, 1 came twice",
                        "nothing came from tank-1; flexy:doctor -Dflexy.device=tank-1 tells why");
        assertThat(WatchText.table(board, hub.now()))
                .containsExactly(
                        "SITE      DEVICE  LAST      AGO   LAG   MESSAGES  MISSING  TWICE  CFG           FP            VALUES",
                        "antwerp   tank-1  -         -     -     0         0        0      -             -             -",
                        "brussels  pump-1  12:00:03  6.5s  0.5s  5         1        1      0a1b2c3d4e5f  AABBCCDDEEFF  Flow=1 Level=4.2");
        assertThat(screen.looks).isEqualTo(20);
    }

    @Test
    void aLineOfJsonHoldsAllThatIsKnown() throws Exception {
        hub.gives(1, message(PUMP, 0.2, 3, 7, "full"), message(PUMP, 0.4, 3, 10, "full"));

        watch(Duration.ofSeconds(2));

        assertThat(screen.json)
                .containsExactly(
                        "{\"device\":\"pump-1\",\"site\":\"brussels\",\"enqueued\":\"2026-11-29T12:00:00.200Z\",\"lagMillis\":800,"
                                + "\"kind\":\"full\",\"group\":\"pumps\",\"boot\":3,\"sequence\":7,\"order\":\"first\","
                                + "\"configuration\":\"0a1b2c3d4e5f6071\",\"fingerprint\":\"AABBCCDDEEFF0011\","
                                + "\"values\":{\"Flow\":\"7\",\"Level\":\"4.2\"}}",
                        "{\"device\":\"pump-1\",\"site\":\"brussels\",\"enqueued\":\"2026-11-29T12:00:00.400Z\",\"lagMillis\":600,"
                                + "\"kind\":\"full\",\"group\":\"pumps\",\"boot\":3,\"sequence\":10,\"order\":\"gap\",\"missing\":2,"
                                + "\"configuration\":\"0a1b2c3d4e5f6071\",\"fingerprint\":\"AABBCCDDEEFF0011\","
                                + "\"values\":{\"Flow\":\"10\",\"Level\":\"4.2\"}}");
    }

    @Test
    void itEndsAfterSoManyMessages() throws Exception {
        hub.gives(
                1,
                message(PUMP, 0.2, 3, 7, "full"),
                message(PUMP, 0.4, 3, 8, "full"),
                message(PUMP, 0.6, 3, 9, "full"));

        watch(new Watch.Limits(Optional.empty(), Optional.of(2)));

        assertThat(screen.json).hasSize(2);
        assertThat(hub.now()).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void kindsAndTagsCanBeChosenAndAllIsCounted() throws Exception {
        filter = new WatchFilter(Map.of(PUMP, "brussels"), Set.of("gap"), List.of("Lev*"));
        hub.gives(1, message(PUMP, 0.2, 3, 7, "full"), message(PUMP, 0.4, 3, 8, "gap"));

        WatchBoard board = watch(Duration.ofSeconds(2));

        assertThat(screen.json).hasSize(1);
        assertThat(screen.lines.get(0)).contains("#3/8").endsWith("Level=4.2");
        assertThat(board.rows().get(0).messages()).isEqualTo(2);
    }

    @Test
    void aLostConnectionIsNoNumberedMessage() throws Exception {
        hub.gives(1, message(PUMP, 0.2, 3, 7, "full"));
        hub.gives(2, new DeviceMessage(PUMP, START, Map.of("kind", "lost", "boot", "3"), "{}"));
        hub.gives(3, message(PUMP, 2.2, 3, 8, "full"));

        WatchBoard board = watch(Duration.ofSeconds(5));

        assertThat(screen.lines.get(1)).isEqualTo("12:00:00  pump-1  lost  lag 2.0s  cfg -  fp -");
        assertThat(board.rows().get(1)).satisfies(row -> {
            assertThat(row.lost()).isEqualTo(1);
            assertThat(row.missing()).isZero();
        });
    }
}
