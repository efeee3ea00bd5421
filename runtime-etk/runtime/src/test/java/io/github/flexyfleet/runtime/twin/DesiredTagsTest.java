package io.github.flexyfleet.runtime.twin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.kit.MemoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Tags written by desired properties: each value once, whatever comes between. */
class DesiredTagsTest extends TwinRig {
    @Test
    void aDesiredValueIsWrittenOnceAndAnswered() throws Exception {
        twinIs("{\"__t\":\"c\",\"Level\":40,\"Pump%2E1%20on\":true}", 5, "{}");
        step();
        assertThat(gateway.written()).containsExactly("Level=Float 40.0", "Pump.1 on=Integer 1");
        assertThat(answers().toString())
                .isEqualTo("{\"__t\":\"c\",\"Level\":{\"value\":40,\"ac\":200,\"av\":5,\"ad\":\"\"},"
                        + "\"Pump%2E1%20on\":{\"value\":true,\"ac\":200,\"av\":5,\"ad\":\"\"}}");
        assertThat(log.last(5)).anyMatch(line -> line.endsWith("desired: wrote \"Level\", \"12.5\" to \"40\""));
        pass(10 * MINUTE);
        assertThat(gateway.written()).hasSize(2);
    }

    @Test
    void whatSomebodyChangesAtTheFlexyStays() throws Exception {
        twinIs("{\"Level\":40}", 5, "{}");
        step();
        JsonNode said = answers();
        gateway.value(1, "55");
        connect();
        twinIs("{\"Level\":40}", 5, said.toString());
        pass(2 * MINUTE);
        boot();
        twinIs("{\"Level\":40.0}", 6, said.toString());
        pass(2 * MINUTE);
        change("{\"Level\":40}", 7);
        pass(2 * MINUTE);
        assertThat(gateway.written()).containsExactly("Level=Float 40.0");
        change("{\"Level\":41}", 8);
        pass(2 * MINUTE);
        assertThat(gateway.written()).containsExactly("Level=Float 40.0", "Level=Float 41.0");
    }

    @Test
    void whereFlashWasLostTheTwinsAnswersTellWhatWasWritten() throws Exception {
        twinIs("{\"Level\":40}", 5, "{}");
        step();
        JsonNode said = answers();
        store = new MemoryStore();
        boot();
        twinIs("{\"Level\":40,\"Mode\":2}", 6, said.toString());
        pass(2 * MINUTE);
        assertThat(gateway.written()).containsExactly("Level=Float 40.0", "Mode=Integer 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void aCutAtAnyWriteToFlashNeitherLosesAValueNorWritesItTwice(int cut) throws Exception {
        store.cutAt(cut);
        boolean wasCut = false;
        try {
            twinIs("{\"Level\":40}", 5, "{}");
            pass(3 * MINUTE);
            change("{\"Mode\":3}", 6);
            pass(3 * MINUTE);
        } catch (MemoryStore.PowerCut e) {
            wasCut = true;
        }
        assertThat(wasCut).isEqualTo(cut < 4);
        store = store.copy();
        boot();
        twinIs("{\"Level\":40,\"Mode\":3}", 6, "{}");
        pass(3 * MINUTE);
        assertThat(gateway.written()).containsExactly("Level=Float 40.0", "Mode=Integer 3");
    }

    @Test
    void afterACutInBetweenItSaysThatItDoesNotKnow() throws Exception {
        twinIs("{\"Level\":40}", 5, "{}");
        store.cutAt(1);
        step();
        store = store.copy();
        boot();
        twinIs("{\"Level\":40}", 5, "{}");
        assertThat(answers().at("/Level/ac").asInt()).isEqualTo(500);
        assertThat(gateway.written()).hasSize(1);
    }

    @Test
    void whatTheTwinHasAnsweredIsKnownAfterACutToo() throws Exception {
        twinIs("{\"Level\":40}", 5, "{}");
        step();
        JsonNode said = answers();
        store = store.copy();
        boot();
        twinIs("{\"Level\":40}", 5, said.toString());
        pass(1_000);
        assertThat(lastReport().has("tags")).isFalse();
        change("{\"Level\":41}", 6);
        step();
        assertThat(gateway.written()).containsExactly("Level=Float 40.0", "Level=Float 41.0");
    }

    @Test
    void withoutFlashNothingIsWritten() throws Exception {
        store.setFull(true);
        twinIs("{\"Level\":40}", 5, "{}");
        pass(2 * MINUTE);
        assertThat(gateway.written()).isEmpty();
        assertThat(log.error()).startsWith("storage: desired properties wait");
        store.setFull(false);
        pass(MINUTE);
        assertThat(gateway.written()).containsExactly("Level=Float 40.0");
    }

    @Test
    void refusalsAreAnsweredAndNotTriedAgain() throws Exception {
        twinIs("{\"Level\":400,\"Secret\":1,\"Gone\":1,\"Mode\":{\"a\":1}}", 5, "{}");
        step();
        JsonNode said = answers();
        assertThat(said.at("/Level/ac").asInt()).isEqualTo(400);
        assertThat(said.at("/Secret/ac").asInt()).isEqualTo(403);
        assertThat(said.at("/Gone/ac").asInt()).isEqualTo(404);
        assertThat(said.at("/Mode/ac").asInt()).isEqualTo(400);
        boot();
        twinIs("{\"Level\":400,\"Secret\":1,\"Gone\":1}", 6, said.toString());
        pass(2 * MINUTE);
        assertThat(gateway.written()).isEmpty();
        assertThat(log.last(200)).noneMatch(line -> line.contains("Secret"));
    }

    @Test
    void aDroppedWishTakesItsAnswerAway() throws Exception {
        twinIs("{\"Level\":40,\"Mode\":2}", 5, "{}");
        step();
        answers();
        change("{\"Level\":null}", 6);
        assertThat(answers().toString()).isEqualTo("{\"__t\":\"c\",\"Level\":null}");
        change("null", 7);
        assertThat(answers().toString()).isEqualTo("{\"__t\":\"c\",\"Mode\":null}");
        change("{\"Level\":40}", 8);
        pass(2 * MINUTE);
        assertThat(gateway.written()).hasSize(3);
    }

    @Test
    void changesInAMinuteAreOneWriteToFlash() throws Exception {
        twinIs("{\"Level\":1}", 5, "{}");
        step();
        int before = store.writes();
        for (int i = 2; i < 50; i++) {
            change("{\"Level\":" + i + "}", 4 + i);
            pass(1_000);
        }
        pass(2 * MINUTE);
        assertThat(gateway.written()).containsExactly("Level=Float 1.0", "Level=Float 49.0");
        assertThat(store.writes() - before).isLessThanOrEqualTo(2);
    }

    @Test
    void aChangeThatOvertakesTheTwinIsNotLost() throws Exception {
        change("{\"Level\":42}", 6);
        twinIs("{\"Level\":40}", 5, "{}");
        assertThat(twin.wantsTwin()).isTrue();
        twinIs("{\"Level\":42}", 6, "{}");
        step();
        assertThat(gateway.written()).containsExactly("Level=Float 42.0");
        change("{\"Level\":40}", 5);
        pass(2 * MINUTE);
        assertThat(gateway.written()).hasSize(1);
    }

    @Test
    void lostChangesAreFoundInTheTwin() throws Exception {
        twinIs("{}", 5, "{}");
        assertThat(twin.wantsTwin()).isFalse();
        twin.lost();
        assertThat(twin.wantsTwin()).isTrue();
        twinIs("{}", 5, "{}");
        take("$iothub/twin/PATCH/properties/desired/?$version=6", null);
        assertThat(twin.wantsTwin()).isTrue();
    }

    @Test
    void aTwinThatCannotBeReadIsNotAskedForAgainAndAgain() {
        twin.twin("{\"desired\":".getBytes(UTF_8));
        assertThat(twin.wantsTwin()).isFalse();
        assertThat(log.error()).startsWith("twin: desired properties cannot be read");
    }
}
