package io.github.flexyfleet.runtime.bundle;

import io.github.flexyfleet.runtime.port.Store;
import java.io.IOException;

/**
 * The state on flash in two files written in turn: the one that holds the newest valid state is never touched, so a cut
 * at any moment leaves the old or the new state. Not thread-safe.
 */
final class StateFiles {
    private static final String[] NAMES = {"state.a", "state.b"};

    private final Store store;
    private int newest = 1;

    StateFiles(Store store) {
        this.store = store;
    }

    /**
     * The newest valid state; an empty one when there is none.
     *
     * @throws IOException when a file cannot be read and the other one holds no state
     */
    State read() throws IOException {
        State best = new State();
        IOException problem = null;
        for (int i = 0; i < NAMES.length; i++) {
            try {
                byte[] content = store.read(NAMES[i]);
                State state = content == null ? null : State.decode(content);
                if (state != null && state.generation > best.generation) {
                    best = state;
                    newest = i;
                }
            } catch (IOException e) {
                problem = e;
            }
        }
        if (problem != null && best.generation == 0) {
            throw problem;
        }
        return best;
    }

    /** Writes the state as the next generation after the newest one. */
    void write(State state, State before) throws IOException {
        state.generation = before.generation + 1;
        int target = 1 - newest;
        store.write(NAMES[target], state.encode());
        newest = target;
    }
}
