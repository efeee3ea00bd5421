package io.github.flexyfleet.runtime.kit;

import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.update.JarKeeper;

/** Keepers of runtime jars for tests that are about something else. */
public final class TestJars {
    private TestJars() {}

    /** A keeper of an ordinary start over empty flash. */
    public static JarKeeper none(EventLog log) {
        JarKeeper jars = new JarKeeper(new MemoryStore("/usr/"), new FakeMachine(), log, "Start");
        jars.open(new String[0]);
        return jars;
    }
}
