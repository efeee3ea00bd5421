package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * How far a rollout has come, how fast it goes and what it has left, from its events. Not thread-safe.
 */
public final class RolloutMeter {
    /** From so many on, some lines in between tell more than each device's own. */
    private static final int MANY = 20;

    private static final int PARTS = 10;
    private static final double MILLIS_A_MINUTE = 60_000;

    private final InstantSource clock;
    private int devices;
    private int finished;
    private int worked;
    private int told;
    private long callsLeft;
    private boolean callsKnown;
    private Instant workBegan;
    private Duration work = Duration.ZERO;
    private boolean soaks;

    /** Begins with a rollout's first event. */
    public RolloutMeter(InstantSource clock) {
        this.clock = clock;
        this.workBegan = clock.instant();
    }

    /** Takes note. */
    public void accept(RolloutEvent event) {
        if (event instanceof RolloutEvent.Started started) {
            devices = started.devices();
            workBegan = clock.instant();
        } else if (event instanceof RolloutEvent.CallsLeft calls) {
            OptionalLong left = calls.left();
            callsKnown |= left.isPresent();
            callsLeft += left.orElse(0);
        } else if (event instanceof RolloutEvent.Soaking) {
            work = worked();
            soaks = true;
        } else if (event instanceof RolloutEvent.WaveStarted && soaks) {
            soaks = false;
            workBegan = clock.instant();
        } else if (event instanceof RolloutEvent.DeviceFinished done) {
            finished++;
            callsLeft -= done.result().calls();
            worked += done.result().outcome() == Outcome.NOT_STARTED ? 0 : 1;
        }
    }

    /** So many of the devices have ended, of 0 to {@code parts}. */
    public int filled(int parts) {
        return devices == 0 ? 0 : (int) Math.min(parts, (long) parts * finished / devices);
    }

    /** How it stands, such as {@code 12 of 100 devices, 6.0 a minute, about 15 min left, 9,702 calls left today}. */
    public String line() {
        List<String> parts = new ArrayList<>();
        parts.add(finished + " of " + devices + (devices == 1 ? " device" : " devices"));
        double minutes = worked().toMillis() / MILLIS_A_MINUTE;
        if (worked > 0 && minutes > 0 && finished < devices) {
            double rate = worked / minutes;
            parts.add(String.format(Locale.ROOT, "%.1f a minute", rate));
            parts.add("about " + words(Duration.ofSeconds(Math.round((devices - finished) / rate * 60)))
                    + " left besides soaks");
        }
        if (callsKnown) {
            parts.add(String.format(Locale.ROOT, "%,d calls left today", Math.max(0, callsLeft)));
        }
        return String.join(", ", parts);
    }

    /** Whether a log should show {@link #line} now: after each tenth of many devices, once. */
    public boolean isDue() {
        int tenth = filled(PARTS);
        boolean due = devices >= MANY && tenth > told && tenth < PARTS;
        told = Math.max(told, tenth);
        return due;
    }

    private Duration worked() {
        return soaks ? work : work.plus(Duration.between(workBegan, clock.instant()));
    }

    private static String words(Duration left) {
        if (left.toSeconds() < 120) {
            return left.toSeconds() + " s";
        }
        return left.toHours() < 2 ? left.toMinutes() + " min" : left.toHours() + " h";
    }
}
