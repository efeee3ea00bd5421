package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.hub.EventFeedException;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.watch.Order;
import io.github.flexyfleet.fleet.watch.Sighting;
import io.github.flexyfleet.fleet.watch.Watch;
import io.github.flexyfleet.fleet.watch.WatchBoard;
import io.github.flexyfleet.fleet.watch.WatchFilter;
import io.github.flexyfleet.fleet.watch.WatchOutput;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The official client, found by the redirect, reads what real runtimes on virtual gateways publish. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class WatchInRehearsalTest {
    @TempDir
    Path folder;

    private static final class Kept implements WatchOutput {
        private final List<Sighting> sightings = new ArrayList<>();

        @Override
        public void message(Sighting sighting) {
            sightings.add(sighting);
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

    private static List<Sighting> watch(RehearsedFleet fleet, EventFeed feed, int count) throws InterruptedException {
        Map<DeviceId, String> sites = new HashMap<>();
        fleet.fleet().devices().forEach(device -> sites.put(device.id(), "brussels"));
        Kept kept = new Kept();
        new Watch(Pace.system())
                .run(
                        feed,
                        new WatchBoard(new WatchFilter(sites)),
                        kept,
                        new Watch.Limits(Optional.of(Duration.ofSeconds(60)), Optional.of(count)));
        return kept.sightings;
    }

    @Test
    void messagesOfAllDevicesAreSeenInOrder() throws Exception {
        SSLContext before = SSLContext.getDefault();
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 5, "S1");
                EventFeed feed = fleet.surroundings().reading().open(Instant.now())) {
            assertThat(fleet.deploy(Duration.ofSeconds(60)).devices())
                    .extracting(DeviceResult::outcome)
                    .containsOnly(Outcome.CONFIRMED);
            List<Sighting> old = watch(fleet, feed, 10);
            List<Sighting> seen = watch(fleet, feed, 15);

            assertThat(old).extracting(sighting -> sighting.message().device()).contains(new DeviceId("pump-1"));
            assertThat(seen).hasSize(15).allSatisfy(sighting -> {
                assertThat(sighting.order()).isNotInstanceOf(Order.Gap.class).isNotInstanceOf(Order.Duplicate.class);
                assertThat(sighting.message().configuration()).isPresent();
                assertThat(sighting.message().fingerprint()).isPresent();
                assertThat(sighting.values()).isNotEmpty();
            });
            assertThat(seen)
                    .extracting(sighting -> sighting.message().device().value())
                    .contains("pump-1", "pump-2", "pump-3", "pump-4", "pump-5");
        }
        assertThat(SSLContext.getDefault())
                .as("the trust of the process is what it was")
                .isSameAs(before);
    }

    @Test
    void theEndpointsOwnConnectionStringLeadsThereToo() throws Exception {
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            HubReading found = fleet.surroundings().reading();
            Secret own = Secret.of(fleet.surroundings().world().eventHubConnectionString());
            HubReading given = new HubReading(Secret.of(""), Optional.of(own), found.group(), found.network());
            try (EventFeed feed = given.open(Instant.now())) {
                assertThat(feed.poll()).isEmpty();
            }
        }
    }

    @Test
    void whatIsWrongIsToldWithoutTheKey() throws Exception {
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            HubReading right = fleet.surroundings().reading();
            String key = right.hub().reveal().replaceFirst("^.*SharedAccessKey=", "");
            String other = "A".repeat(43) + "=";
            HubReading wrongKey = new HubReading(
                    Secret.of(right.hub().reveal().replace(key, other)),
                    Optional.empty(),
                    right.group(),
                    right.network());
            assertThatThrownBy(() -> wrongKey.open(Instant.now()).close())
                    .isInstanceOf(EventFeedException.class)
                    .hasMessageContaining("refused policy iothubowner")
                    .hasMessageNotContaining(other);

            HubReading noGroup = new HubReading(right.hub(), Optional.empty(), "nobodys", right.network());
            try (EventFeed feed = noGroup.open(Instant.now())) {
                assertThat(reasonWithin(feed)).isEqualTo(EventFeedException.Reason.NOT_FOUND);
            }
        }
    }

    private static EventFeedException.Reason reasonWithin(EventFeed feed) throws InterruptedException {
        while (true) {
            try {
                feed.poll();
            } catch (EventFeedException e) {
                return e.reason();
            }
            Pace.system().pause(Duration.ofMillis(50));
        }
    }
}
