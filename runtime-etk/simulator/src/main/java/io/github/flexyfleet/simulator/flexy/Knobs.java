package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.flexy.http.HttpQuirks;
import io.github.flexyfleet.simulator.vm.flash.FlashFaults;
import io.github.flexyfleet.simulator.vm.heap.JavaLimits;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How a virtual Flexy behaves in time, and where it fails. Durations are of the world's time.
 *
 * @param scriptDelay least time between a script command's arrival and its execution
 * @param rebootTime how long the gateway is away at least
 * @param mqttRetry between two tries of the native MQTT client to connect
 * @param tagScan between two looks at the tags for change events
 * @param flashFaults where the power is cut while writing
 * @param spread a script command, a reboot or a wake-up takes up to so many times longer, by chance; at least 1
 * @param wakeTime from a wake-up to the connection of a gateway that must be triggered
 * @param bootClock how wrong the clock is at power on
 * @param timeServer how long after power on a time server corrects it
 * @param exportDelay how long an export inside Java shows nothing ({@code available()} is 0) after it was opened; HMS gives
 *     up after 15 s (flexy-etk 1.6). {@link #NEVER} for an export that stays empty
 * @param java what the Java VM cannot exceed
 * @param web how the web server answers where no source tells
 * @param http what is not known of the HTTP client
 * @param recording points that the recording holds, of all tags together
 * @param guesses what is not known of the rest
 */
public record Knobs(
        Duration scriptDelay,
        Duration rebootTime,
        Duration mqttRetry,
        Duration tagScan,
        FlashFaults flashFaults,
        int spread,
        Duration wakeTime,
        Duration bootClock,
        Duration timeServer,
        Duration exportDelay,
        JavaLimits java,
        WebQuirks web,
        HttpQuirks http,
        int recording,
        Guesses guesses) {
    /** Longer than any rehearsal. */
    public static final Duration NEVER = Duration.ofDays(36_500);

    /** Of the default split of the flash (flexy-etk 3). */
    private static final int POINTS = 300_000;

    private static final long LONGEST_SCRIPT_DELAY = 20_000;

    /** Always the same delays, a clock that is right. */
    public Knobs(
            Duration scriptDelay, Duration rebootTime, Duration mqttRetry, Duration tagScan, FlashFaults flashFaults) {
        this(
                scriptDelay,
                rebootTime,
                mqttRetry,
                tagScan,
                flashFaults,
                1,
                Duration.ofMillis(500),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMillis(15),
                JavaLimits.standard(),
                WebQuirks.standard(),
                HttpQuirks.standard(),
                POINTS,
                Guesses.standard());
    }

    /** As a real one: commands 0.5 to 20 s, a reboot 30 to 180 s (talk2m-m2web 8), wake-up by SMS 20 s and more. */
    public static Knobs faithful() {
        return new Knobs(
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                FlashFaults.NONE,
                6,
                Duration.ofSeconds(20),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMillis(500),
                JavaLimits.standard(),
                WebQuirks.standard(),
                HttpQuirks.standard(),
                POINTS,
                Guesses.standard());
    }

    /** What suits most rehearsals: 300 ms, 500 ms, 3 s, 100 ms, no faults. */
    public static Knobs defaults() {
        return new Knobs(
                Duration.ofMillis(300),
                Duration.ofMillis(500),
                Duration.ofSeconds(3),
                Duration.ofMillis(100),
                FlashFaults.NONE);
    }

    /** The same with a clock that is wrong at power on. */
    public Knobs withBootClock(Duration wrongBy, Duration correctedAfter) {
        return copy(scriptDelay, wakeTime, wrongBy, correctedAfter, exportDelay, java, web, http, recording, guesses);
    }

    /** The same with another time of a wake-up. */
    public Knobs withWakeTime(Duration time) {
        return copy(scriptDelay, time, bootClock, timeServer, exportDelay, java, web, http, recording, guesses);
    }

    /** The same with commands that wait otherwise. */
    public Knobs withScriptDelay(Duration least) {
        return copy(least, wakeTime, bootClock, timeServer, exportDelay, java, web, http, recording, guesses);
    }

    /** The same with exports that show something later. */
    public Knobs withExportDelay(Duration delay) {
        return copy(scriptDelay, wakeTime, bootClock, timeServer, delay, java, web, http, recording, guesses);
    }

    /** The same with other limits of the Java VM. */
    public Knobs with(JavaLimits limits) {
        return copy(scriptDelay, wakeTime, bootClock, timeServer, exportDelay, limits, web, http, recording, guesses);
    }

    /** The same with another web server. */
    public Knobs with(WebQuirks quirks) {
        return copy(scriptDelay, wakeTime, bootClock, timeServer, exportDelay, java, quirks, http, recording, guesses);
    }

    /** The same with another HTTP client. */
    public Knobs with(HttpQuirks quirks) {
        return copy(scriptDelay, wakeTime, bootClock, timeServer, exportDelay, java, web, quirks, recording, guesses);
    }

    /** The same with a recording of another size. */
    public Knobs withRecording(int points) {
        return copy(scriptDelay, wakeTime, bootClock, timeServer, exportDelay, java, web, http, points, guesses);
    }

    /** The same with other guesses. */
    public Knobs with(Guesses others) {
        return copy(scriptDelay, wakeTime, bootClock, timeServer, exportDelay, java, web, http, recording, others);
    }

    private Knobs copy(
            Duration script,
            Duration wake,
            Duration wrongBy,
            Duration corrected,
            Duration export,
            JavaLimits limits,
            WebQuirks quirks,
            HttpQuirks client,
            int points,
            Guesses others) {
        return new Knobs(
                script,
                rebootTime,
                mqttRetry,
                tagScan,
                flashFaults,
                spread,
                wake,
                wrongBy,
                corrected,
                export,
                limits,
                quirks,
                client,
                points,
                others);
    }

    /** A delay that is at least this, by chance up to {@link #spread} times as long. */
    Duration draw(Duration least, RandomGenerator random) {
        return spread == 1 ? least : least.plusMillis(random.nextLong(least.toMillis() * (spread - 1) + 1));
    }

    /** The delay of a script command; with a spread up to 20 s. */
    Duration drawScriptDelay(RandomGenerator random) {
        long more = Math.max(1, LONGEST_SCRIPT_DELAY - scriptDelay.toMillis());
        return spread == 1 ? scriptDelay : scriptDelay.plusMillis(random.nextLong(more));
    }
}
