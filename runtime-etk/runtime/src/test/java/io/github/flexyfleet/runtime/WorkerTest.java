package io.github.flexyfleet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.kit.TestBundle;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The whole runtime but its thin adapters, from the first form to confirmed data at the hub. */
class WorkerTest extends WorkerRig {
    @Test
    void fromAnEmptyFlexyToConfirmedData() {
        run(1);
        JsonNode empty = status();
        assertThat(empty.get("state").asString()).isEqualTo("empty");
        assertThat(empty.get("hub").get("status").asString()).isEqualTo("off");
        deliver(BUNDLE);
        run(2);
        assertThat(status().get("hub").get("status").asString()).isEqualTo("connecting");
        hub.status(5);
        run(2);
        JsonNode trial = status();
        assertThat(trial.toString())
                .isEqualTo(json.readTree(("{\"protocol\":1,\"ok\":true,\"form\":\"fleetStatus\","
                                        + "\"serial\":\"2005-0001-25\",\"firmware\":\"14.9\",\"runtime\":\"0.1.0\",\"boot\":1,"
                                        + "\"uptimeSeconds\":5,\"state\":\"trial\",\"confirmed\":\"\",\"candidate\":\"D\","
                                        + "\"running\":\"D\",\"revertInSeconds\":596,\"lastRequest\":\"r-1\",\"lastOutcome\":\"\","
                                        + "\"hub\":{\"status\":\"connected\",\"code\":5,\"seconds\":1,\"host\":\"hub.example\",\"barrier\":true},"
                                        + "\"certificate\":{\"fingerprint\":\"F\",\"notAfter\":\"2036-11-22T00:00:00Z\"},"
                                        + "\"sequence\":1,\"acknowledged\":1,\"spool\":0,\"dropped\":0,\"tags\":2,\"error\":\"\","
                                        + "\"clock\":\"2026-11-22T19:00:05Z\",\"freeHeap\":20000000,\"freeFlash\":28000000}")
                                .replace("\"D\"", '"' + BUNDLE.digest() + '"')
                                .replace("\"F\"", '"' + keeper.running().config.fingerprint + '"'))
                        .toString());
        assertThat(hub.telemetry().get(0).payload())
                .isEqualTo("{\"Level\":\"12.5\",\"Pump\":\"1\",\"time\": \"2026-11-22 20:00:01\"}");
        JsonNode confirmed = form("fleetConfirm", Map.of("digest", BUNDLE.digest(), "request", "r-2"));
        assertThat(confirmed.get("state").asString()).isEqualTo("confirmed");
        boot();
        run(2);
        assertThat(status().get("boot").asInt()).isEqualTo(2);
        assertThat(hub.telemetry())
                .last()
                .satisfies(message -> assertThat(message.topic()).contains("&boot=2&seq=1&kind=full"));
    }

    @Test
    void theStatusIsTrueFromTheFirstMoment() {
        JsonNode status = status();
        assertThat(status.get("serial").asString()).isEqualTo("2005-0001-25");
        assertThat(status.get("firmware").asString()).isEqualTo("14.9");
        assertThat(status.get("freeFlash").asLong()).isEqualTo(28_000_000);
    }

    @Test
    void aBundleThatIsNotConfirmedGivesWayToNothing() {
        deliver(BUNDLE);
        hub.status(5);
        run(590);
        int before = hub.telemetry().size();
        run(12);
        assertThat(status().get("lastOutcome").asString()).isEqualTo("reverted-timeout");
        assertThat(status().get("hub").get("status").asString()).isEqualTo("off");
        run(60);
        assertThat(hub.telemetry().size()).isLessThanOrEqualTo(before + 1);
    }

    @Test
    void aJumpOfTheClockNeitherEndsTheTrialNorStopsThePushes() {
        deliver(BUNDLE);
        hub.status(5);
        run(30);
        clock.set("2030-01-01T00:00:00Z");
        run(30);
        clock.set("2025-01-01T00:00:00Z");
        run(30);
        assertThat(status().get("state").asString()).isEqualTo("trial");
        assertThat(hub.telemetry().size()).isBetween(5, 6);
        assertThat(log.last(50))
                .anyMatch(line -> line.startsWith("2030-01-01T00:00:00Z the clock was set from 2026-11-22T19:00:"))
                .anyMatch(line -> line.startsWith("2025-01-01T00:00:00Z the clock was set from 2030-01-01T00:00:"));
    }

    @Test
    void aClockThatFallsBackToItsEpochHoldsMessagesAndSaysSo() {
        deliver(BUNDLE);
        hub.status(5);
        run(30);
        int before = hub.telemetry().size();
        clock.set("1970-01-01T00:00:10Z");
        run(60);
        assertThat(hub.telemetry()).hasSize(before);
        assertThat(status().get("error").asString()).startsWith("clock: ");
        clock.set("2026-11-22T19:02:00Z");
        run(2);
        assertThat(hub.telemetry()).hasSize(before + 1);
        assertThat(hub.telemetry().get(before).payload()).contains("2026-11-22 20:02:00");
        assertThat(status().get("error").asString()).isEmpty();
    }

    @Test
    void anImplausibleClockKeepsItFromConnecting() {
        clock.set("1970-01-01T00:00:10Z");
        deliver(BUNDLE);
        hub.status(5);
        run(60);
        assertThat(status().get("hub").get("status").asString()).isEqualTo("waiting");
        assertThat(hub.telemetry()).isEmpty();
        assertThat(status().get("error").asString()).startsWith("clock: it shows a time before 2024");
        clock.set("2026-11-22T19:00:00Z");
        run(2);
        assertThat(hub.telemetry()).hasSize(1);
    }

    @Test
    void startsThatDoNotLiveEndInSafeModeWhichOnlyAnswersForms() {
        deliver(BUNDLE);
        form("fleetConfirm", Map.of("digest", BUNDLE.digest(), "request", "r-2"));
        hub.status(5);
        for (int i = 0; i < StartGuard.MAX_BAD; i++) {
            run(300);
            boot();
        }
        int before = hub.telemetry().size();
        run(1_700);
        JsonNode status = status();
        assertThat(status.get("state").asString()).isEqualTo("confirmed");
        assertThat(status.get("hub").get("reason").asString()).isEqualTo("safe-mode");
        assertThat(status.get("hub").get("status").asString()).isEqualTo("off");
        assertThat(status.get("error").asString()).startsWith("safe-mode: 7 starts");
        assertThat(hub.telemetry()).hasSize(before);
        assertThat(machine.minutes())
                .as("it is watched again only when it tries again")
                .isEqualTo(-1);
        run(200);
        assertThat(status().get("hub").has("reason")).isFalse();
        assertThat(hub.telemetry().size()).isGreaterThan(before);
        assertThat(machine.minutes()).isEqualTo(5);
    }

    @Test
    void anotherBundleEndsSafeModeAtOnce() {
        deliver(BUNDLE);
        form("fleetConfirm", Map.of("digest", BUNDLE.digest(), "request", "r-2"));
        for (int i = 0; i < StartGuard.MAX_BAD; i++) {
            boot();
        }
        hub.status(5);
        run(10);
        assertThat(hub.telemetry()).isEmpty();
        deliver(TestBundle.of("y"));
        run(10);
        assertThat(status().get("hub").get("status").asString()).isEqualTo("connected");
        assertThat(hub.telemetry()).isNotEmpty();
    }

    @Test
    void theWatchIsServedAtEveryStep() {
        run(10);
        assertThat(machine.served()).isBetween(40, 43);
    }

    @Test
    void theWatchEndsOnceTheProgramIsBackSinceTheRuntimeIsTakenOffNext() {
        Map<String, String> park = Map.of("do", "park", "request", "s-1");
        form("fleetScript", park);
        run(6);
        assertThat(form("fleetScript", park).get("done").asBoolean()).isTrue();
        assertThat(machine.minutes()).as("it goes on").isEqualTo(-1);
        Map<String, String> restore = Map.of("do", "restore", "request", "s-2");
        form("fleetScript", restore);
        run(6);
        assertThat(form("fleetScript", restore).get("done").asBoolean()).isTrue();
        assertThat(machine.minutes()).isZero();
    }

    @Test
    void aHandoverToAnotherRuntimeTakesAlongWhatWaitsInRam() {
        jars.open(new String[] {"60", "0.2.0", "ab".repeat(32)});
        deliver(BUNDLE);
        form("fleetConfirm", Map.of("digest", BUNDLE.digest(), "request", "r-2"));
        long made = 0;
        for (int steps = 0; steps < 300 && !machine.left(); steps++) {
            made = status().get("sequence").asLong();
            worker.step();
            clock.pass(STEP);
        }
        assertThat(machine.left()).isTrue();
        assertThat(made).isGreaterThan(2);
        boot();
        hub.status(5);
        run(10);
        assertThat(hub.telemetry())
                .filteredOn(message -> message.topic().contains("&boot=1&"))
                .extracting(message -> message.topic().replaceAll(".*&seq=([0-9]+)&.*", "$1"))
                .startsWith("1", "2", "3")
                .hasSizeGreaterThanOrEqualTo((int) made);
    }

    @Test
    void afterAGapAllValuesAreSentSinceNobodyKnowsWhichOnesWereDropped() {
        gateway.tag(3, "Text", 6, "A", "");
        deliver(TestBundle.of("x", true, "[" + TestBundle.group("all", "A", 1, 86400) + "]", 86400)
                .spool(250_000, 86400, 10, true));
        for (int second = 0; status().get("dropped").asLong() == 0 && second < 300; second++) {
            gateway.value(3, second + "x".repeat(4000));
            run(1);
        }
        assertThat(status().get("dropped").asLong()).isPositive();
        gateway.value(1, "99.5");
        for (int second = 0; second < 60; second++) {
            gateway.value(3, "later " + second + "x".repeat(4000));
            run(1);
        }
        hub.status(5);
        run(600);
        assertThat(status().get("spool").asInt()).isZero();
        assertThat(hub.telemetry())
                .last()
                .satisfies(message -> assertThat(message.payload()).contains("\"Level\":\"99.5\""));
        int size = hub.telemetry().size();
        run(600);
        assertThat(hub.telemetry()).as("once").hasSize(size);
    }

    @Test
    void aFailureInAStepIsToldWithItsPlace() {
        worker.failed(new IllegalStateException());
        assertThat(log.error())
                .startsWith("internal: java.lang.IllegalStateException")
                .contains("WorkerTest");
    }
}
