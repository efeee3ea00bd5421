package io.github.flexyfleet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.bundle.BundleKeeper;
import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.form.FormDesk;
import io.github.flexyfleet.runtime.kit.FakeMachine;
import io.github.flexyfleet.runtime.kit.FakeReach;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.kit.TestJars;
import io.github.flexyfleet.runtime.kit.TestScripts;
import io.github.flexyfleet.runtime.status.Alive;
import io.github.flexyfleet.runtime.status.Board;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.status.FlashLog;
import java.time.Instant;
import java.util.Random;

/**
 * Days of a Flexy in virtual time, out of one seed: the whole runtime but its thin adapters, over flash that tears its
 * writes and fills up, a line that breaks in every way, a clock that jumps, power that goes and configurations that
 * change.
 */
final class SoakRun {
    private static final int STEP = 3_000;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** What waits in RAM only: the period of the writes, and a push around it. */
    private static final long IN_RAM = 36_000;

    private final long seed;
    private final Random random;
    private final ManualClock clock = new ManualClock();
    private final SoakLedger ledger = new SoakLedger();
    private final SoakHub hub;
    private final SoakPlant plant;
    private final MemoryStore flash;
    private BundleKeeper keeper;
    private Board board;
    private Worker worker;
    private long now;
    private long lineUntil;
    private long fullSince = Long.MAX_VALUE;
    private long fullUntil;
    private long clockUntil = Long.MAX_VALUE;
    private boolean stops;
    private int starts;
    private int cuts;
    private int bundles;

    SoakRun(long seed, boolean hubAnswersTooEarly) {
        this.seed = seed;
        random = new Random(seed);
        hub = new SoakHub(ledger, new Random(random.nextLong()), hubAnswersTooEarly);
        plant = new SoakPlant(clock, ledger, new Random(random.nextLong()));
        flash = MemoryStore.tearing(random.nextLong());
        start();
        configure();
    }

    private void start() {
        if (worker != null) {
            ledger.made(board.last().sequence);
        }
        hub.powerOff();
        flash.setFull(false);
        while (true) {
            starts++;
            try {
                EventLog log = new EventLog(clock);
                board = new Board();
                StartGuard guard = new StartGuard(flash, log);
                guard.open();
                keeper = new BundleKeeper(flash, log);
                keeper.open();
                FlashLog kept = new FlashLog(flash, log);
                worker = new Worker(
                        clock,
                        plant,
                        flash,
                        hub,
                        new FakeReach(),
                        new Random(random.nextLong()),
                        keeper,
                        TestJars.none(log),
                        TestScripts.none(log),
                        guard,
                        new Alive(new FakeMachine(), plant),
                        log,
                        kept,
                        board,
                        new FormDesk(
                                keeper, TestJars.none(log), TestScripts.none(log), board, log, kept, clock, "0.1.0"));
                break;
            } catch (MemoryStore.PowerCut e) {
                cut();
            }
        }
        ledger.starts(keeper.view().boot, Math.min(now - IN_RAM - (stops ? HOUR : 0), fullSince - IN_RAM));
        fullSince = Long.MAX_VALUE;
    }

    private void cut() {
        cuts++;
        flash.cutAt(Integer.MAX_VALUE);
    }

    private void configure() {
        int seconds = 60 * (1 + random.nextInt(2));
        stops = random.nextInt(3) == 0;
        String groups =
                "[" + TestBundle.group("c", "A", seconds, 3600) + ',' + TestBundle.typed("t", "B", seconds, 3600) + ']';
        int bytes = random.nextBoolean() ? 256_000 : 1_000_000;
        int age = random.nextBoolean() ? 7 * 86_400 : 86_400;
        TestBundle bundle = TestBundle.of("s" + bundles++, true, groups, 900).spool(bytes, age, 30, stops);
        try {
            bundle.send(keeper, 1000);
            keeper.apply(bundle.digest(), 600, "apply");
            keeper.confirm(bundle.digest(), "confirm");
        } catch (Refusal e) {
            assertThat(e.code()).isIn(Refusal.STORAGE, Refusal.BUSY);
        }
    }

    /** So many days in which anything can happen. */
    void days(int days) {
        try {
            happen(days);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("-Dflexy.soak.seed=" + seed + ", day " + now / DAY + ": " + e.getMessage(), e);
        }
    }

    private void happen(int days) {
        for (long end = now + days * DAY; now < end; ) {
            try {
                happens();
                turn();
            } catch (MemoryStore.PowerCut e) {
                cut();
                start();
            }
        }
    }

    /** A day without trouble, at whose end nothing waits. */
    void calm() {
        flash.cutAt(Integer.MAX_VALUE);
        flash.setFull(false);
        hub.line(SoakHub.Line.GOOD);
        for (long end = now + DAY; now < end; ) {
            turn();
        }
        plant.rest(true);
        for (long end = now + 2 * HOUR; now < end; ) {
            turn();
        }
        plant.rest(false);
        ledger.end();
    }

    private void turn() {
        now += STEP;
        clock.pass(STEP);
        plant.turn(now);
        hub.turn();
        worker.step();
        ledger.made(board.last().sequence);
    }

    /** Whether something happens that comes so often a day. */
    private boolean comes(double aDay) {
        return random.nextDouble() < aDay * STEP / DAY;
    }

    private void happens() {
        if (now >= lineUntil) {
            boolean good = hub.line() != SoakHub.Line.GOOD;
            SoakHub.Line[] lines = SoakHub.Line.values();
            hub.line(good ? SoakHub.Line.GOOD : lines[random.nextInt(lines.length)]);
            lineUntil = now + (good ? random.nextLong(12 * HOUR) : outage());
        }
        if (comes(0.5)) {
            start();
        }
        if (comes(1.5)) {
            flash.cutAt(random.nextInt(20));
        }
        if (comes(0.3)) {
            configure();
        }
        if (comes(0.2)) {
            flash.setFull(true);
            fullSince = Math.min(fullSince, now);
            fullUntil = now + random.nextLong(6 * HOUR);
        }
        if (now >= fullUntil) {
            flash.setFull(false);
            if (now >= fullUntil + 3 * MINUTE) {
                fullSince = Long.MAX_VALUE;
            }
        }
        clockJumps();
    }

    private long outage() {
        int kind = random.nextInt(20);
        return kind < 13 ? random.nextLong(HOUR) : kind < 19 ? random.nextLong(12 * HOUR) : random.nextLong(60 * HOUR);
    }

    private void clockJumps() {
        if (comes(0.3)) {
            long jump = random.nextLong(2 * 365 * DAY) - 365 * DAY;
            clock.set(Instant.ofEpochMilli(clock.now() + jump).toString());
            clockUntil = now + random.nextLong(HOUR);
        } else if (now >= clockUntil) {
            clockUntil = Long.MAX_VALUE;
            clock.set(Instant.parse("2026-12-01T00:00:00Z").plusMillis(now).toString());
        }
    }

    SoakLedger ledger() {
        return ledger;
    }

    /** Files of the spool on flash. */
    int segments() {
        return flash.list("spool1/").length;
    }

    /** Messages that wait. */
    int waiting() {
        return board.last().spool;
    }

    @Override
    public String toString() {
        return "-Dflexy.soak.seed=%d, %d starts, %d power cuts in a write, %d configurations, %d clients, %s"
                .formatted(seed, starts, cuts, bundles, hub.clients(), ledger);
    }
}
