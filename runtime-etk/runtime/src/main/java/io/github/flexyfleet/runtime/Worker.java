package io.github.flexyfleet.runtime;

import io.github.flexyfleet.runtime.bundle.BundleKeeper;
import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.form.FormDesk;
import io.github.flexyfleet.runtime.hub.HubClients;
import io.github.flexyfleet.runtime.hub.HubLink;
import io.github.flexyfleet.runtime.hub.MessageMaker;
import io.github.flexyfleet.runtime.hub.Outbox;
import io.github.flexyfleet.runtime.port.Clock;
import io.github.flexyfleet.runtime.port.Gateway;
import io.github.flexyfleet.runtime.port.Reach;
import io.github.flexyfleet.runtime.port.Store;
import io.github.flexyfleet.runtime.script.ScriptKeeper;
import io.github.flexyfleet.runtime.status.Alive;
import io.github.flexyfleet.runtime.status.Board;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.status.FlashLog;
import io.github.flexyfleet.runtime.status.Snapshot;
import io.github.flexyfleet.runtime.tags.History;
import io.github.flexyfleet.runtime.tags.Telemetry;
import io.github.flexyfleet.runtime.text.UtcTime;
import io.github.flexyfleet.runtime.twin.TwinDialogue;
import io.github.flexyfleet.runtime.update.JarKeeper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Random;

/**
 * The runtime's one thread of work, as steps without waiting: follows the bundle that the keeper wants to run, drives
 * telemetry and the hub link, and shows what it sees.
 */
final class Worker {
    private static final long LOOK_MS = 10000;

    /** After power-up the clock may show its epoch until it is set; no certificate is valid then (flexy-etk 6). */
    private static final long PLAUSIBLE = UtcTime.of(2024, 1, 1, 0, 0, 0);

    /** More than a time server corrects in everyday life. */
    private static final long JUMP_MS = 2000;

    private final Clock clock;
    private final Gateway gateway;
    private final BundleKeeper keeper;
    private final JarKeeper jars;
    private final ScriptKeeper script;
    private final StartGuard guard;
    private final Alive alive;
    private final EventLog log;
    private final FlashLog flash;
    private final Board board;
    private final Outbox outbox;
    private final MessageMaker maker;
    private final Telemetry telemetry;
    private final History history;
    private final HubLink link;
    private final TwinDialogue twin;
    private final RunningTime time;
    private final RunningBundle first;
    private RunningBundle bundle;
    private String serial = "";
    private String firmware = "";
    private long freeFlash;
    private long lookAt;
    private long lastUtc;
    private long lastNow;
    private boolean clockTold;

    /** A worker over an opened keeper, with the runtime's folder of flash. */
    Worker(
            Clock clock,
            Gateway gateway,
            Store store,
            HubClients clients,
            Reach reach,
            Random random,
            BundleKeeper keeper,
            JarKeeper jars,
            ScriptKeeper script,
            StartGuard guard,
            Alive alive,
            EventLog log,
            FlashLog flash,
            Board board,
            FormDesk desk) {
        this.clock = clock;
        this.gateway = gateway;
        this.keeper = keeper;
        this.jars = jars;
        this.script = script;
        this.guard = guard;
        this.alive = alive;
        this.log = log;
        this.flash = flash;
        this.board = board;
        this.outbox = new Outbox(store, keeper.view().boot, log);
        this.maker = new MessageMaker(outbox, keeper.view().boot);
        this.telemetry = new Telemetry(clock, gateway, maker, log);
        this.history = new History(clock, gateway, store, maker, outbox, telemetry, log);
        this.twin = new TwinDialogue(keeper, desk, board, log, gateway, store, Version.NUMBER);
        this.link = new HubLink(clients, reach, store, outbox, random, log, twin);
        this.first = keeper.running();
        this.lastUtc = clock.now();
        this.time = new RunningTime(lastUtc, gateway.upSeconds());
        // Forms can be asked before the first step; a status without serial number looks like another Flexy.
        look(0);
        show(0);
    }

    /** Does what is due; takes no longer than the exports that it needs. */
    void step() {
        long utc = clock.now();
        long now = time.advance(utc, gateway.upSeconds());
        boolean serve = jars.tick(now);
        keeper.tick(now);
        RunningBundle wanted = safe(keeper.running(), now);
        if (wanted != bundle) {
            link.use(wanted, now);
            twin.use(wanted);
            telemetry.use(wanted);
            history.use(wanted);
            bundle = wanted;
        }
        boolean plausible = watchClock(utc, now);
        link.step(now, utc, plausible);
        if (twin.takeReconnect(now)) {
            link.renew(now);
        }
        if (outbox.isThroughAfterGap()) {
            telemetry.flush();
        }
        if (twin.takeFlush()) {
            telemetry.flush();
            link.hurry(now);
        }
        look(now);
        show(now);
        telemetry.step(now, plausible);
        outbox.step(now);
        if (plausible) {
            history.step(now, link.isConnected() ? link.acknowledged() : History.OFFLINE);
        }
        if (script.tick()) {
            // Java is stopped for good next, and the watch over a runtime that is gone would boot the Flexy.
            alive.watch(false);
        }
        flash.tick(now);
        if (serve) {
            alive.serve();
        } else if (bundle != null) {
            // This VM ends soon, and RAM with it.
            outbox.write();
        }
    }

    /** What to run: nothing in safe mode, which ends by itself or when somebody tries another bundle. */
    private RunningBundle safe(RunningBundle wanted, long now) {
        boolean was = guard.isSafe();
        guard.tick(now);
        if (guard.isSafe() && wanted != first && keeper.view().state.equals("trial")) {
            guard.end(now);
        }
        if (was && !guard.isSafe()) {
            alive.watch(true);
        }
        return guard.isSafe() ? null : wanted;
    }

    /** Tells when the clock was set or waits to be; periods go by running time, the times in messages by the clock. */
    private boolean watchClock(long utc, long now) {
        long jump = utc - lastUtc - (now - lastNow);
        if (jump > JUMP_MS || jump < -JUMP_MS) {
            log.add("the clock was set from " + UtcTime.rfc3339(utc - jump) + "; the times in messages follow it");
        }
        lastUtc = utc;
        lastNow = now;
        boolean plausible = utc >= PLAUSIBLE;
        if (plausible) {
            log.solved("clock");
        } else if (!clockTold) {
            log.problem("clock", "it shows a time before 2024; nothing is sent until it is set");
        }
        clockTold = !plausible;
        return plausible;
    }

    /** Reads what changes slowly. */
    private void look(long now) {
        if (now < lookAt) {
            return;
        }
        lookAt = now + LOOK_MS;
        if (serial.length() == 0) {
            serial = gateway.serial();
            firmware = gateway.firmware();
        }
        freeFlash = gateway.freeFlash();
    }

    private void show(long now) {
        Snapshot seen = new Snapshot();
        seen.serial = serial;
        seen.firmware = firmware;
        seen.uptimeSeconds = now / 1000;
        seen.hubStatus = link.status();
        seen.hubCode = link.code();
        seen.hubSeconds = link.seconds(now);
        seen.hubReason = guard.isSafe() ? StartGuard.SAFE_MODE : link.reason();
        if (bundle != null) {
            seen.hubHost = link.host();
            seen.assigned = link.assigned();
            seen.barrier = bundle.config.barrier;
            seen.fingerprint = bundle.config.fingerprint;
            seen.notAfter = bundle.config.notAfter;
        }
        seen.sequence = maker.sequence();
        seen.acknowledged = link.acknowledged();
        seen.spool = outbox.size();
        seen.dropped = outbox.dropped();
        seen.tags = telemetry.selected();
        seen.freeHeap = gateway.freeHeap();
        seen.freeFlash = freeFlash;
        board.show(seen);
    }

    /** Keeps a step's failure from ending the runtime. */
    void failed(Throwable problem) {
        // Messages are null for the commonest exceptions (flexy-vm); the first frames say more.
        StringWriter trace = new StringWriter();
        problem.printStackTrace(new PrintWriter(trace, true));
        log.problem("internal", trace.toString().replace('\n', ' '));
    }
}
