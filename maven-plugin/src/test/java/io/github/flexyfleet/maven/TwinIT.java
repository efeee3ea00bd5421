package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.RehearsalWorld;
import io.github.flexyfleet.simulator.fault.Deed;
import io.github.flexyfleet.simulator.hub.HubEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Methods and reported properties of a device with the real runtime, as a service client sees them. */
@Timeout(value = 150, unit = TimeUnit.SECONDS)
class TwinIT {
    private static final Duration ENOUGH = Duration.ofSeconds(60);
    private static final String TWIN = "/twins/pump-1";

    @TempDir
    Path folder;

    private ServiceClient service;
    private RehearsalWorld world;

    private RehearsedFleet deployed() throws Exception {
        RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1");
        world = fleet.surroundings().world();
        service = new ServiceClient(world);
        assertThat(fleet.deploy(ENOUGH).done()).isTrue();
        return fleet;
    }

    private ServiceClient.Reply call(String method, String payload) throws Exception {
        return service.send(
                "POST",
                TWIN + "/methods",
                "{\"methodName\":\"" + method + "\",\"connectTimeoutInSeconds\":30,\"payload\":" + payload + "}");
    }

    /** Waits until a part of the twin is as it should be. */
    private JsonNode twin(String pointer, Predicate<JsonNode> right) throws Exception {
        Instant end = Instant.now().plus(ENOUGH);
        while (true) {
            JsonNode part = service.send("GET", TWIN, "").json().at(pointer);
            if (right.test(part)) {
                return part;
            }
            assertThat(Instant.now()).as("the twin has %s at %s", part, pointer).isBefore(end);
            world.events().await(world.events().last(), Duration.ofMillis(500));
        }
    }

    /** Waits for a message after a place in the hub's log. */
    private HubEvent message(long after, Predicate<HubEvent> wanted) throws Exception {
        Instant end = Instant.now().plus(ENOUGH);
        long position = after;
        while (true) {
            for (HubEvent event : world.events().await(position, Duration.ofMillis(500))) {
                if (wanted.test(event)) {
                    return event;
                }
                position = Math.max(position, event.position());
            }
            assertThat(Instant.now()).isBefore(end);
        }
    }

    private static boolean isFull(HubEvent event) {
        return "full".equals(event.properties().get("kind"));
    }

    @Test
    void methodsAreAnsweredAndDone() throws Exception {
        try (RehearsedFleet fleet = deployed()) {
            JsonNode status = call("status", "null").json();
            assertThat(status.path("status").asInt()).isEqualTo(200);
            String running = status.at("/payload/running").asString();
            assertThat(running)
                    .isEqualTo(fleet.states()
                            .get(0)
                            .status()
                            .orElseThrow()
                            .bundles()
                            .running()
                            .orElseThrow());

            JsonNode reported = twin(
                    "/properties/reported/flexyfleet",
                    part -> part.path("state").asString("").equals("confirmed"));
            assertThat(reported.path("running").asString()).isEqualTo(running);
            assertThat(reported.path("confirmed").asString()).isEqualTo(running);
            assertThat(reported.at("/certificate/fingerprint").asString())
                    .isEqualTo(status.at("/payload/certificate/fingerprint").asString());
            assertThat(reported.path("runtime").asString())
                    .isEqualTo(status.at("/payload/runtime").asString());

            long before = world.events().last();
            assertThat(call("flush", "{}").json().toString())
                    .isEqualTo("{\"status\":200,\"payload\":{\"taken\":true}}");
            message(before, TwinIT::isFull);

            assertThat(call("nothing", "null").json().path("status").asInt()).isEqualTo(404);
            assertThat(call("status", "[1]").json().path("status").asInt()).isEqualTo(400);

            int lost = world.connections().of("pump-1").size();
            assertThat(call("reconnect", "null").json().path("status").asInt()).isEqualTo(200);
            before = world.events().last();
            message(before, event -> true);
            assertThat(call("status", "null").json().at("/payload/hub/status").asString())
                    .isEqualTo("connected");
            assertThat(world.connections().of("pump-1"))
                    .as("no connection was refused")
                    .hasSize(lost);
        }
    }

    @Test
    void throttledTwinsDisturbNoDelivery() throws Exception {
        try (RehearsedFleet fleet = deployed()) {
            fleet.surroundings().world().faults().now(new Deed.ThrottleTwins(Duration.ofSeconds(20)));
            long before = world.events().last();
            HubEvent first = message(before, event -> true);
            message(first.position(), event -> true);
            int lost = world.connections().of("pump-1").size();
            // When the twins answer again, what waited for them is released.
            Instant end = Instant.now().plus(ENOUGH);
            while (call("status", "null").json().at("/payload/acknowledged").asLong()
                    < Long.parseLong(first.properties().get("seq"))) {
                assertThat(Instant.now()).isBefore(end);
                world.events().await(world.events().last(), Duration.ofSeconds(3));
            }
            assertThat(world.connections().of("pump-1")).hasSize(lost);
        }
    }
}
