package io.github.flexyfleet.runtime.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.kit.FakeGateway;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.status.EventLog;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScriptKeeperTest {
    private static final String PROGRAM = "PRINT \"caf\u00e9\"\r\nMQTT \"OPEN\", \"d1\", \"h\"\r\n";
    private static final String SAVED = "program.saved";

    private final ManualClock clock = new ManualClock();
    private final FakeGateway flexy = new FakeGateway(clock);
    private MemoryStore store = new MemoryStore();

    private ScriptKeeper boot() {
        return new ScriptKeeper(store, flexy, new EventLog(clock));
    }

    private static void finish(ScriptKeeper keeper, String id, boolean park) throws Refusal {
        for (int turns = 0; turns < 50 && !keeper.ask(id, park); turns++) {
            keeper.tick();
        }
        assertThat(keeper.ask(id, park)).isTrue();
    }

    private String saved() throws Exception {
        byte[] content = store.read(SAVED);
        return content == null ? null : new String(content, ISO_8859_1);
    }

    @Test
    void parksAndPutsBackByteForByte() throws Exception {
        flexy.program(PROGRAM);
        ScriptKeeper keeper = boot();

        finish(keeper, "a", true);

        assertThat(flexy.program()).isEqualTo(ScriptKeeper.PARKED);
        assertThat(saved()).isEqualTo(PROGRAM);
        finish(keeper, "b", true);
        assertThat(saved()).as("parked once more").isEqualTo(PROGRAM);

        finish(boot(), "c", false);

        assertThat(flexy.program()).isEqualTo(PROGRAM);
        assertThat(saved()).isNull();
        finish(boot(), "d", false);
        assertThat(flexy.program()).isEqualTo(PROGRAM);
    }

    @Test
    void aFullFlashLeavesTheProgramRunning() {
        flexy.program(PROGRAM);
        store.setFull(true);
        ScriptKeeper keeper = boot();

        assertThatThrownBy(() -> finish(keeper, "a", true))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no space");
        assertThat(flexy.program()).isEqualTo(PROGRAM);
    }

    @Test
    void aProgramThatSomebodyLoadedMeanwhileIsNotReplaced() throws Exception {
        flexy.program(PROGRAM);
        finish(boot(), "a", true);
        flexy.program("PRINT 2\r\n");

        finish(boot(), "b", false);

        assertThat(flexy.program()).isEqualTo("PRINT 2\r\n");
    }

    @Test
    void withoutASavedTextNothingIsPutBackAndTheProgramIsNotEvenRead() throws Exception {
        flexy.program(PROGRAM);
        flexy.refuseProgram();

        finish(boot(), "a", false);

        assertThat(flexy.program()).isEqualTo(PROGRAM);
    }

    /** Whatever part of a text the Flexy kept, and whatever is asked next: nothing is lost but a last line end. */
    @Test
    void aCutAtAnyWriteAndAnyPartOfALoadCostsNothing() throws Exception {
        long seed = 20261122;
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            store = new MemoryStore();
            flexy.program(PROGRAM);
            for (int cut = 0; cut < 4; cut++) {
                boolean park = random.nextBoolean();
                store.cutAt(random.nextInt(2));
                String before = flexy.program();
                try {
                    ScriptKeeper keeper = boot();
                    keeper.ask("x", park);
                    keeper.tick();
                } catch (MemoryStore.PowerCut e) {
                    assertThat(flexy.program()).isEqualTo(before);
                }
                if (!flexy.program().equals(before) && random.nextBoolean()) {
                    flexy.program(flexy.program()
                            .substring(0, random.nextInt(flexy.program().length())));
                }
                store = store.copy();
            }
            store.cutAt(Integer.MAX_VALUE);
            finish(boot(), "y", true);
            assertThat(saved().trim()).as("seed %s, round %s", seed, round).isEqualTo(PROGRAM.trim());
            finish(boot(), "z", false);
            assertThat(flexy.program().trim())
                    .as("seed %s, round %s", seed, round)
                    .isEqualTo(PROGRAM.trim());
        }
    }
}
