package io.github.flexyfleet.simulator.talk2m;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The sessions of one M2Web host, or of all of them ({@link M2WebOptions#sessionsPerHost}). Thread-safe. */
final class Sessions {
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Duration lifetime;
    private final Map<String, Instant> ends = new HashMap<>();

    Sessions(InstantSource clock, SecureRandom random, Duration lifetime) {
        this.clock = clock;
        this.random = random;
        this.lifetime = lifetime;
    }

    /** Begins a session; its id is 32 lower-case hexadecimal digits. */
    synchronized String begin() {
        Instant now = clock.instant();
        ends.values().removeIf(end -> !now.isBefore(end));
        byte[] id = new byte[16];
        random.nextBytes(id);
        String text = HexFormat.of().formatHex(id);
        ends.put(text, now.plus(lifetime));
        return text;
    }

    /** INFERRED: the lifetime counts from the login, use does not prolong it. */
    synchronized boolean alive(String id) {
        Instant end = ends.get(id);
        return end != null && clock.instant().isBefore(end);
    }

    synchronized void end(String id) {
        ends.remove(id);
    }
}
