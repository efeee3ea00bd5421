package io.github.flexyfleet.runtime.kit;

import io.github.flexyfleet.runtime.script.ScriptKeeper;
import io.github.flexyfleet.runtime.status.EventLog;

/** Keepers of a BASIC program for tests that are about something else. */
public final class TestScripts {
    private TestScripts() {}

    /** A keeper on a Flexy without a program. */
    public static ScriptKeeper none(EventLog log) {
        return new ScriptKeeper(new MemoryStore(), new FakeGateway(new ManualClock()), log);
    }
}
