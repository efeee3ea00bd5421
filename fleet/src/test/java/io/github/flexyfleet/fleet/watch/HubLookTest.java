package io.github.flexyfleet.fleet.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.hub.EventFeedException;
import io.github.flexyfleet.fleet.hub.MadeTime;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.report.HubSight;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HubLookTest {
    private static final Instant START = Instant.parse("2026-11-29T12:00:00Z");
    private static final DeviceId PUMP = new DeviceId("pump-1");
    private static final DeviceId TANK = new DeviceId("tank-1");
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final Map<DeviceId, ZoneId> ZONES = Map.of(PUMP, BRUSSELS, TANK, BRUSSELS);
    private static final Duration BACK = Duration.ofMinutes(10);

    private final WatchBoard board = new WatchBoard(new WatchFilter(Map.of(PUMP, "brussels", TANK, "brussels")));
    private final Slow hub = new Slow();

    /** A hub that gives a message each time it is asked, and has caught up when none is left. It is the clock too. */
    private static final class Slow extends FeedAndClock {
        private final Deque<DeviceMessage> waiting = new ArrayDeque<>();
        private Optional<EventFeedException> failure = Optional.empty();
        private boolean endless;

        Slow() {
            super(START);
        }

        @Override
        public List<DeviceMessage> poll() {
            if (failure.isPresent()) {
                throw failure.get();
            }
            return waiting.isEmpty() ? List.of() : List.of(waiting.pop());
        }

        @Override
        public boolean hasCaughtUp() {
            return !endless && waiting.size() <= 1;
        }
    }

    private static DeviceMessage message(long sequence, Instant taken, String kind, String body) {
        return new DeviceMessage(PUMP, taken, Map.of("boot", "1", "seq", Long.toString(sequence), "kind", kind), body);
    }

    @Test
    void allThatTheHubHasIsTakenBeforeAnythingIsToldOfIt() throws Exception {
        hub.waiting.add(message(4, START.minusSeconds(40), "full", "{\"time\": \"2026-11-29 12:59:19\"}"));
        hub.waiting.add(message(5, START.minusSeconds(20), "full", "{\"time\": \"2026-11-29 12:59:39\"}"));
        hub.waiting.add(message(8, START.minusSeconds(1), "full", "{\"time\": \"2026-11-29 12:59:56\"}"));

        HubLook look = HubLook.at(hub, BACK);
        look.catchUp(board, Duration.ofSeconds(30), hub);

        assertThat(look.sight(board, ZONES))
                .isEqualTo(new HubSight.Looked(
                        BACK,
                        Map.of(
                                PUMP,
                                new HubSight.Seen(
                                        START.minusSeconds(1), Optional.of(Duration.ofSeconds(3)), 3, 2, 0, 0))));
    }

    @Test
    void aHubThatDoesNotGiveItIsNotTakenForASilentOne() throws Exception {
        hub.endless = true;

        HubLook look = HubLook.at(hub, BACK);
        look.catchUp(board, Duration.ofSeconds(30), hub);

        assertThat(look.sight(board, ZONES))
                .isEqualTo(new HubSight.NotLooked("the hub's messages did not come within 30 s"));
    }

    @Test
    void aHubThatFailsIsNotAskedAgainAndEndsNothing() throws Exception {
        hub.failure = Optional.of(new EventFeedException(EventFeedException.Reason.REFUSED, "the key was taken away"));

        HubLook look = HubLook.at(hub, BACK);
        look.catchUp(board, Duration.ofSeconds(30), hub);
        hub.failure = Optional.empty();
        hub.waiting.add(message(1, START, "full", "{}"));

        assertThat(look.poll()).isEmpty();
        assertThat(look.sight(board, ZONES)).isEqualTo(new HubSight.NotLooked("the key was taken away"));
        assertThat(HubLook.none("no rights").sight(board, ZONES)).isEqualTo(new HubSight.NotLooked("no rights"));
    }

    @Test
    void aMessageTellsWhenItWasMadeInEitherFormat() {
        Instant at = Instant.parse("2026-11-29T11:59:59.250Z");
        String typed = "{\"device\":\"d\",\"group\":\"g\",\"kind\":\"change\",\"values\":[{\"name\":\"A\",\"value\":1,"
                + "\"time\":\"2026-11-29T11:59:59.250Z\"},{\"name\":\"B\",\"value\":1,\"time\":\"2026-11-29T11:59:40.000Z\"}]}";
        String heartbeat =
                "{\"device\":\"d\",\"kind\":\"heartbeat\",\"time\":\"2026-11-29T11:59:59.250Z\",\"values\":[]}";

        assertThat(MadeTime.of(message(1, START, "change", typed), BRUSSELS)).contains(at);
        assertThat(MadeTime.of(message(1, START, "heartbeat", heartbeat), BRUSSELS))
                .contains(at);
        assertThat(MadeTime.of(message(1, START, "heartbeat", "{\"time\": \"2026-11-29 12:59:59\"}"), BRUSSELS))
                .contains(Instant.parse("2026-11-29T11:59:59Z"));
        assertThat(MadeTime.of(message(1, START, "history", typed), BRUSSELS)).isEmpty();
        assertThat(MadeTime.of(message(1, START, "full", "{\"time\": \"soon\"}"), BRUSSELS))
                .isEmpty();
        assertThat(MadeTime.of(message(1, START, "full", "not JSON"), BRUSSELS)).isEmpty();
        assertThat(MadeTime.of(message(1, START, "lost", "{}"), BRUSSELS)).isEmpty();
    }
}
