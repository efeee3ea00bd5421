package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.RehearsalWorld;
import io.github.flexyfleet.simulator.fault.Deed;
import io.github.flexyfleet.simulator.hub.HubEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Methods, reported and desired properties of a device with the real runtime, as a service client sees them. */
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
        fleet.setDefault("writable: {Level: {min: 0, max: 100}, EnergyWh: true, Starts: true, M*: true}");
        look(fleet);
        assertThat(fleet.deploy(ENOUGH).done()).isTrue();
        return fleet;
    }

    private void look(RehearsedFleet fleet) throws Exception {
        world = fleet.surroundings().world();
        service = new ServiceClient(world);
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

    private void desire(String tags) throws Exception {
        assertThat(service.send("PATCH", TWIN, "{\"properties\":{\"desired\":{\"tags\":" + tags + "}}}")
                        .status())
                .isEqualTo(200);
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

    private static boolean holds(HubEvent event, String part) {
        return new String(event.body(), StandardCharsets.UTF_8).contains(part);
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
    void tagsAreWrittenWhereTheFleetFileAllowsItAndTheWriteIsPublished() throws Exception {
        try (RehearsedFleet fleet = deployed()) {
            long before = fleet.surroundings().world().events().last();
            assertThat(call("write", "{\"tag\":\"Level\",\"value\":77.25}")
                            .json()
                            .toString())
                    .isEqualTo("{\"status\":200,\"payload\":{\"written\":1}}");
            message(before, event -> holds(event, "\"Level\":\"77.25\""));

            assertThat(call("write", "{\"tag\":\"Level\",\"value\":101}")
                            .json()
                            .path("status")
                            .asInt())
                    .isEqualTo(400);
            assertThat(call("write", "{\"tag\":\"PumpRunning\",\"value\":1}")
                            .json()
                            .path("status")
                            .asInt())
                    .isEqualTo(403);
        }
    }

    @Test
    void severalTagsOfAllTypesAreWrittenExactlyOrNoneIs() throws Exception {
        try (RehearsedFleet fleet = deployed()) {
            String good = "{\"tag\":\"EnergyWh\",\"value\":4294967295},{\"tag\":\"Starts\",\"value\":-2147483648},"
                    + "{\"tag\":\"Mode\",\"value\":\"\u6c34 \\\"1\\\"\"}";
            long before = fleet.surroundings().world().events().last();
            assertThat(call("write", "{\"writes\":[" + good + ",{\"tag\":\"Level\",\"value\":\"NaN\"}]}")
                            .json()
                            .toString())
                    .isEqualTo("{\"status\":400,\"payload\":{\"message\":\"Level: out of the limits that the fleet file"
                            + " sets\",\"written\":0}}");
            message(before, TwinIT::isFull);
            assertThat(world.events().since(before)).noneMatch(event -> holds(event, "4294967295"));

            assertThat(call("write", "{\"writes\":[" + good + "]}").json().toString())
                    .isEqualTo("{\"status\":200,\"payload\":{\"written\":3}}");
            message(before, event -> holds(event, "\"EnergyWh\":\"4294967295\""));
            message(before, event -> holds(event, "\"Starts\":\"-2147483648\""));
            message(before, event -> holds(event, "\"Mode\":\"\u6c34 \\\"1\\\"\""));
        }
    }

    @Test
    void aDesiredValueIsWrittenOnceWhateverHappensToConnectionAndPower() throws Exception {
        try (RehearsedFleet fleet = deployed()) {
            long before = world.events().last();
            desire("{\"Level\":42,\"PumpRunning\":true}");
            message(before, event -> holds(event, "\"Level\":\"42\""));
            JsonNode answers = twin("/properties/reported/tags", part -> part.has("Level") && part.has("PumpRunning"));
            assertThat(answers.at("/Level/value").asInt()).isEqualTo(42);
            assertThat(answers.at("/Level/ac").asInt()).isEqualTo(200);
            assertThat(answers.at("/Level/av").asInt()).isEqualTo(2);
            assertThat(answers.at("/PumpRunning/ac").asInt()).isEqualTo(403);

            // Somebody at the Flexy wants another value, and the power fails.
            call("write", "{\"tag\":\"Level\",\"value\":43}");
            fleet.reboot();
            look(fleet);
            long booted = world.events().last();
            message(booted, TwinIT::isFull);
            JsonNode reported = twin("/properties/reported/flexyfleet/boot", boot -> boot.asInt() > 1);
            assertThat(reported.asInt()).isGreaterThan(1);
            assertThat(world.events().since(booted)).noneMatch(event -> holds(event, "\"Level\":\"42\""));
            // A value that was wanted while it was away, or is new, is written.
            desire("{\"Level\":44}");
            message(booted, event -> holds(event, "\"Level\":\"44\""));
            assertThat(world.events().since(booted)).noneMatch(event -> holds(event, "\"Level\":\"42\""));
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
            twin("/properties/reported", part -> true);
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
