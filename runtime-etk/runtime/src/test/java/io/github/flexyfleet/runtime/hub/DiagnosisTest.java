package io.github.flexyfleet.runtime.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.bundle.BundleKeeper;
import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.kit.FakeReach;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.status.EventLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class DiagnosisTest {
    private static final String SCHEMA = "/io/github/flexyfleet/schema/";

    private final FakeReach reach = new FakeReach();
    private final ManualClock clock = new ManualClock();
    private final EventLog log = new EventLog(clock);
    private final Diagnosis diagnosis = new Diagnosis(reach, log);

    private static JsonNode read(String name) {
        try (InputStream in = DiagnosisTest.class.getResourceAsStream(SCHEMA + name)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunningBundle bundle() throws Refusal {
        BundleKeeper keeper = new BundleKeeper(new MemoryStore(), new EventLog(new ManualClock()));
        keeper.open();
        TestBundle bundle = TestBundle.of("x");
        bundle.send(keeper, 1000);
        keeper.apply(bundle.digest(), 60, "r");
        return keeper.running();
    }

    static Stream<JsonNode> vectors() {
        return read("vectors/hub-reasons.json").get("vectors").valueStream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void whatIsSeenGivesTheCodeOfTheVector(JsonNode vector) throws Refusal {
        RunningBundle bundle = bundle();
        clock.set(vector.path("clock").asString("2026-12-01T00:00:00Z"));
        reach.finds(vector.get("reach").asString());
        diagnosis.use(bundle);
        boolean up = false;
        for (int second = 0; second <= vector.get("seconds").asInt(); second++) {
            long now = second * 1000L;
            for (JsonNode event : vector.path("events")) {
                if (event.get("at").asInt() == second) {
                    up = happens(event.get("event").asString(), now, up);
                }
            }
            if (up) {
                diagnosis.stands(now);
            } else {
                diagnosis.down(now, clock.now(), clock.now() > 1_700_000_000_000L);
            }
            clock.pass(1000);
        }
        assertThat(diagnosis.reason()).isEqualTo(vector.get("reason").asString());
    }

    private boolean happens(String event, long now, boolean up) {
        switch (event) {
            case "up" -> diagnosis.up(now);
            case "lost" -> diagnosis.lost(now);
            case "client-refuses" -> diagnosis.clientRefused();
            case "registers" -> diagnosis.aim("hub.example", true);
            case "not-assigned" -> diagnosis.found(Diagnosis.DPS_FAILED);
            case "silent" -> diagnosis.found(Diagnosis.SILENT);
            case "throttled" -> diagnosis.found(Diagnosis.THROTTLED);
            case "proven" -> {
                diagnosis.solved(Diagnosis.SILENT);
                diagnosis.solved(Diagnosis.THROTTLED);
            }
            default -> throw new IllegalArgumentException(event);
        }
        return event.equals("up") || (up && !event.equals("lost") && !event.equals("silent"));
    }

    @Test
    void theTableHasEveryCodeAndNoOther() throws IllegalAccessException {
        Set<String> codes = new TreeSet<>();
        List<Field> constants = new ArrayList<>(List.of(Diagnosis.class.getDeclaredFields()));
        constants.addAll(List.of(io.github.flexyfleet.runtime.port.Reach.class.getDeclaredFields()));
        for (Field constant : constants) {
            if (Modifier.isStatic(constant.getModifiers()) && constant.getType() == String.class) {
                codes.add((String) constant.get(null));
            }
        }
        codes.remove("open");
        codes.add("safe-mode");
        Set<String> table = new TreeSet<>();
        read("hub-reasons.json")
                .get("reasons")
                .forEach(row -> table.add(row.get("code").asString()));
        assertThat(table).isEqualTo(codes);
    }

    @Test
    void theWayIsLookedAtRarelyAndNeverWhileConnected() throws Refusal {
        diagnosis.use(bundle());
        clock.set("2026-12-01T00:00:00Z");
        diagnosis.up(0);
        for (long now = 0; now < 3_600_000; now += 250) {
            diagnosis.stands(now);
        }
        assertThat(reach.asked()).isZero();
        diagnosis.lost(3_600_000);
        for (long now = 3_600_000; now < 7_200_000; now += 250) {
            diagnosis.down(now, clock.now(), true);
        }
        assertThat(reach.asked()).isEqualTo(12);
        assertThat(log.last(50)).hasSize(1);
    }
}
