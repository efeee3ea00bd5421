package io.github.flexyfleet.runtime.kit;

import io.github.flexyfleet.runtime.port.Reach;

/** A way to the hub whose state the test decides; it is found at once. */
public final class FakeReach implements Reach {
    private String finds = OPEN;
    private String answer;
    private int asked;

    /** What a look finds from now on. */
    public void finds(String next) {
        finds = next;
    }

    /** How many looks there were. */
    public int asked() {
        return asked;
    }

    @Override
    public void ask(String host, int port) {
        asked++;
        answer = finds;
    }

    @Override
    public String answer() {
        String last = answer;
        answer = null;
        return last;
    }
}
