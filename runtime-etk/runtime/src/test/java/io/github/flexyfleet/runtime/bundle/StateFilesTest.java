package io.github.flexyfleet.runtime.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.runtime.kit.MemoryStore;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StateFilesTest {
    private static State state() {
        State state = new State();
        state.generation = 7;
        state.boot = 12;
        state.confirmed = "a".repeat(64);
        state.confirmedSlot = 1;
        state.candidate = "b".repeat(64);
        state.candidateSlot = 2;
        state.trial = true;
        state.trialBoots = 2;
        state.revertAfterSeconds = 600;
        state.lastRequest = "r-1";
        state.lastOutcome = "confirmed";
        return state;
    }

    @Test
    void stateSurvivesItsTextForm() {
        State read = State.decode(state().encode());
        assertThat(read).usingRecursiveComparison().isEqualTo(state());
        State empty = new State();
        empty.generation = 1;
        assertThat(State.decode(empty.encode())).usingRecursiveComparison().isEqualTo(empty);
    }

    @Test
    void everyCutAndEveryChangedByteIsNoticed() {
        byte[] good = state().encode();
        for (int length = 0; length < good.length; length++) {
            assertThat(State.decode(java.util.Arrays.copyOf(good, length))).isNull();
        }
        Random random = new Random(10);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= (byte) (1 + random.nextInt(255));
            assertThat(State.decode(bad)).isNull();
        }
    }

    @Test
    void aStateThatCannotBeIsNotTaken() {
        State sameSlot = state();
        sameSlot.candidateSlot = 1;
        assertThat(State.decode(sameSlot.encode())).isNull();
        State trialOfNothing = state();
        trialOfNothing.candidate = "";
        assertThat(State.decode(trialOfNothing.encode())).isNull();
    }

    @Test
    void theNewestValidFileWinsAndIsNeverTheOneWritten() throws IOException {
        MemoryStore store = new MemoryStore();
        State now = new State();
        for (int boot = 1; boot <= 6; boot++) {
            State next = now.copy();
            next.boot = boot;
            StateFiles files = new StateFiles(store);
            State before = files.read();
            MemoryStore damaged = store.copy();
            files.write(next, before);
            assertThat(new StateFiles(store).read().boot).isEqualTo(boot);
            if (boot > 1) {
                // The file that was not written still holds the state before.
                String written = changed(damaged, store);
                store.damage(written);
                assertThat(new StateFiles(store).read().boot).isEqualTo(boot - 1);
                store.damage(written);
            }
            now = next;
        }
    }

    @Test
    void aFileThatCannotBeReadLeavesTheOtherOne() throws IOException {
        MemoryStore store = new MemoryStore();
        StateFiles files = new StateFiles(store);
        State one = state();
        files.write(one, new State());
        files.write(one.copy(), one);
        for (String name : new String[] {"state.a", "state.b"}) {
            store.setUnreadable(name);
            assertThat(new StateFiles(store).read().confirmed).isEqualTo(one.confirmed);
        }
    }

    @Test
    void nothingReadIsNotTakenForNothingThere() throws IOException {
        MemoryStore store = new MemoryStore();
        new StateFiles(store).write(state(), new State());
        store.setUnreadable("state.a");
        assertThatThrownBy(() -> new StateFiles(store).read()).isInstanceOf(IOException.class);
    }

    private static String changed(MemoryStore before, MemoryStore after) throws IOException {
        boolean a = !java.util.Arrays.equals(before.read("state.a"), after.read("state.a"));
        return a ? "state.a" : "state.b";
    }
}
