package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.hub.MadeTime;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.model.Site;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.fleet.watch.Sighting;
import io.github.flexyfleet.fleet.watch.Watch;
import io.github.flexyfleet.fleet.watch.WatchBoard;
import io.github.flexyfleet.fleet.watch.WatchFilter;
import io.github.flexyfleet.fleet.watch.WatchOutput;
import io.github.flexyfleet.simulator.hub.EventLog;
import io.github.flexyfleet.simulator.time.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole quickstart in virtual time, watched by the official client from before its deploy. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class WatchQuickstartIT {
    private static final Path QUICKSTART = Path.of("..", "examples", "quickstart");
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Watch.Limits UNTIL_STOPPED = new Watch.Limits(Optional.empty(), Optional.empty());

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    private final VirtualPace pace = new VirtualPace(time);

    /** The client's own way takes no time of the world: each look has all that the hub has. */
    private static final class Prompt implements EventFeed {
        private final EventFeed client;
        private final EventLog hub;
        private long given;

        Prompt(EventFeed client, EventLog hub) {
            this.client = client;
            this.hub = hub;
        }

        @Override
        public List<DeviceMessage> poll() {
            List<DeviceMessage> fresh = new ArrayList<>(client.poll());
            try {
                while (given + fresh.size() < hub.last()) {
                    Pace.system().pause(Duration.ofMillis(5));
                    fresh.addAll(client.poll());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            given += fresh.size();
            return fresh;
        }

        @Override
        public void close() {
            client.close();
        }
    }

    /** Keeps each device's first message. */
    private static final class Firsts implements WatchOutput {
        private final Map<DeviceId, Sighting> sightings = new LinkedHashMap<>();

        @Override
        public void message(Sighting sighting) {
            sightings.putIfAbsent(sighting.message().device(), sighting);
        }

        @Override
        public void looked(WatchBoard board) {
            // Only messages are looked at.
        }

        @Override
        public void end(WatchBoard board) {
            // Only messages are looked at.
        }
    }

    @Test
    void theFirstMessageOfEachDeviceIsSeenWithinFiveSecondsOfItsSending() throws Exception {
        Fleet fleet = new FleetReader(InstantSource.system())
                .read(QUICKSTART.toAbsolutePath().normalize(), Path.of("fleet.yaml"))
                .fleet()
                .orElseThrow();
        Map<DeviceId, String> sites = new HashMap<>();
        Map<DeviceId, ZoneId> zones = new HashMap<>();
        for (Site site : fleet.sites()) {
            site.devices().forEach(device -> sites.put(device.id(), site.name()));
            site.devices().forEach(device -> zones.put(device.id(), site.timeZone()));
        }
        BundledRuntime runtime = BundledRuntime.load();
        try (time;
                RehearsalSurroundings world = RehearsalSurroundings.open(
                        fleet,
                        runtime,
                        RehearsalSpec.of(fleet, runtime),
                        folder.resolve("rehearsal"),
                        time,
                        pace::pauseUntilInterrupted);
                EventFeed feed = new Prompt(
                        world.reading().open(time.instant()), world.world().events())) {
            Firsts firsts = new Firsts();
            Watch watch = new Watch(pace);
            Pace.Work watching = pace.begin();
            ExecutorService thread = Executors.newSingleThreadExecutor();
            Future<Integer> seen = thread.submit(() -> {
                try (watching) {
                    return watch.run(feed, new WatchBoard(new WatchFilter(sites)), firsts, UNTIL_STOPPED);
                }
            });
            thread.shutdown();

            assertThat(deploy(fleet, world).devices())
                    .extracting(DeviceResult::outcome)
                    .hasSize(5)
                    .containsOnly(Outcome.CONFIRMED);
            watch.stop();
            time.pass(SOON);

            assertThat(seen.get()).isGreaterThanOrEqualTo(5);
            assertThat(firsts.sightings).containsOnlyKeys(sites.keySet()).allSatisfy((device, first) -> {
                Instant sent = MadeTime.of(first.message(), zones.get(device)).orElseThrow();
                assertThat(Duration.between(sent, first.seen())).isBetween(Duration.ZERO, SOON);
                assertThat(first.message().enqueued()).isBetween(sent, first.seen());
            });
        }
    }

    private RolloutResult deploy(Fleet fleet, RehearsalSurroundings world) throws Exception {
        return new FleetEngine(
                        world.connections(),
                        world.release(),
                        RolloutSettings.defaults(),
                        StateFolder.conditions(fleet, world.certificates()),
                        pace)
                .deploy(fleet, StateFolder.targets(fleet, world).targets(), event -> {});
    }
}
