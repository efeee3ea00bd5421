package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.net.Network;
import io.github.flexyfleet.simulator.time.Worker;
import io.github.flexyfleet.simulator.time.WorldTime;
import io.github.flexyfleet.simulator.vm.bridge.VmKilled;
import io.github.flexyfleet.simulator.vm.flash.Flash;
import io.github.flexyfleet.simulator.vm.load.DeviceClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * A virtual Ewon Flexy. It starts without power. Its flash lies in a directory and outlives power cuts and this
 * object; all else is in RAM. Thread-safe.
 */
public final class VirtualFlexy implements FlexyWeb, Troubles, AutoCloseable {
    /** A program that takes no events is not waited for any longer. */
    private static final Duration LONGEST_START = Duration.ofSeconds(10);

    private final FlexySpec spec;
    private final Wan network;
    private final DeviceClock clock;
    private final Knobs knobs;
    private final EventLog log;
    private final Flash flash;
    private final PowerLine line;
    private final Configuration configuration;
    private final ProgramFile program;
    private final Recording recording;
    private final RandomGenerator chance;
    private final DeviceClasses classes;
    private final AtomicLong writes = new AtomicLong();
    private final Worker power;
    private final Object switching = new Object();
    private volatile Running running;
    private volatile boolean awake;

    private record Running(Gateway gateway, WebServer web) {}

    /** With {@link Knobs#defaults()}. */
    public VirtualFlexy(FlexySpec spec, Path directory, Network network, InstantSource clock) {
        this(spec, directory, network, clock, Knobs.defaults());
    }

    /**
     * A gateway without power.
     *
     * @param directory holds its flash in the folder {@code usr}; made when missing
     * @param network the internet that it sees
     * @param clock the world's time; of a {@link WorldTime} also the one on which all of it waits
     * @throws UncheckedIOException when the directory cannot be used
     */
    public VirtualFlexy(FlexySpec spec, Path directory, Network network, InstantSource clock, Knobs knobs) {
        this(spec, directory, network, clock, knobs, DeviceClasses.load());
    }

    /**
     * The same, with classes that it shares with others: hundreds of gateways need one copy then.
     *
     * @throws UncheckedIOException when the directory cannot be used
     */
    public VirtualFlexy(
            FlexySpec spec, Path directory, Network network, InstantSource clock, Knobs knobs, DeviceClasses classes) {
        this.spec = spec;
        this.classes = classes;
        this.clock = new DeviceClock(WorldTime.of(clock));
        this.network = new Wan(network, this.clock);
        this.knobs = knobs;
        this.log = new EventLog(this.clock);
        this.power = this.clock.time().worker(spec.name() + " power");
        this.line = new PowerLine(knobs.flashFaults(), this::cutSoon);
        this.chance = new Random(spec.seed());
        this.recording = new Recording(new TagScript(spec.seed()), knobs.recording());
        try {
            Path usr = directory.resolve("usr");
            boolean fresh = !Files.exists(usr);
            this.flash = new Flash(usr, line, knobs.guesses().flash());
            if (fresh) {
                spread(spec.past().files());
            }
            this.configuration = new Configuration(directory.resolve("configuration.json"), spec);
            this.program = new ProgramFile(directory.resolve("program.bas"), spec, line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives it power: it boots, starts Java from {@code /usr/jvmrun} if there is one, and is online. */
    public void powerOn() {
        synchronized (switching) {
            if (running == null && !power.stopped()) {
                line.restore();
                awake = !spec.past().triggered();
                if (!knobs.bootClock().isZero()) {
                    clockWrong(knobs.bootClock(), knobs.timeServer());
                }
                recording.on(clock.millis());
                Gateway gateway = new Gateway(
                        spec,
                        flash,
                        configuration,
                        network,
                        clock,
                        knobs,
                        log,
                        classes,
                        program,
                        recording,
                        this::rebootSoon);
                WebServer web = new WebServer(
                        spec.users(),
                        knobs.web(),
                        knobs.guesses().script().longestCommand(),
                        gateway,
                        this::rebootSoon,
                        writes::incrementAndGet);
                gateway.boot();
                running = new Running(gateway, web);
            }
        }
    }

    /** Waits until the Java program that a boot started answers, or ends, or takes too long; in real time. */
    public void awaitJava() {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (!isSettled() && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private boolean isSettled() {
        synchronized (switching) {
            return running == null || running.gateway().java().isSettled();
        }
    }

    /** Its tag table while it has power. */
    TagTable tags() {
        synchronized (switching) {
            return running.gateway().tagTable();
        }
    }

    /** Takes the power away and waits until nothing of it runs any more. Not to be called by its own programs. */
    public void powerOff() {
        synchronized (switching) {
            Running last = running;
            running = null;
            if (last != null) {
                recording.off(clock.millis());
                // Neither a cut nor a reboot says goodbye to the hub (flexy-etk 1.4: immediate, without shutdown).
                last.gateway().java().cutLines();
                try {
                    last.gateway().off();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private void rebootSoon() {
        try {
            power.execute(() -> {
                log.add("reboot");
                powerOff();
                Worker.Task unused = power.schedule(knobs.draw(knobs.rebootTime(), chance), this::powerOn);
            });
        } catch (RejectedExecutionException e) {
            log.add("reboot: the gateway is being closed");
        }
    }

    private void cutSoon() {
        try {
            power.execute(() -> {
                log.add("power cut");
                powerOff();
                try {
                    flash.losePower(chance);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                Worker.Task unused = power.schedule(knobs.draw(knobs.rebootTime(), chance), this::powerOn);
            });
        } catch (RejectedExecutionException e) {
            log.add("power cut: the gateway is being closed");
        }
    }

    private void spread(Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String path = "/usr/" + file.getKey();
            for (int slash = path.indexOf('/', 5); slash > 0; slash = path.indexOf('/', slash + 1)) {
                flash.mkdir(path.substring(0, slash));
            }
            flash.write(path, file.getValue());
        }
    }

    /** Only a triggered one sleeps; the SMS takes its time. */
    @Override
    public void wake() {
        Running woken = running;
        Worker.Task unused = power.schedule(knobs.draw(knobs.wakeTime(), chance), () -> {
            if (woken != null && woken.equals(running)) {
                awake = true;
            }
        });
    }

    @Override
    public void sleep() {
        awake = !spec.past().triggered();
    }

    @Override
    public void reboot() {
        rebootSoon();
    }

    @Override
    public void cutPower(int change) {
        line.cutAt(change);
    }

    @Override
    public boolean cutNowIfWaiting() {
        return line.cutNowIfWaiting();
    }

    @Override
    public void leaveSpace(long bytes) {
        flash.occupy(0);
        flash.occupy(Math.max(0, flash.available() - bytes));
    }

    @Override
    public void wrapHistory() {
        if (running != null) {
            recording.wrap(clock.millis());
            log.add("history file circularized", EventLog.CIRCULARIZED);
        }
    }

    @Override
    public void wanDown(Duration time) {
        network.down(time);
        Running present = running;
        if (present != null) {
            present.gateway().java().cutLines();
        }
    }

    @Override
    public void hangExports(Duration time) {
        Running present = running;
        if (present != null) {
            present.gateway().system().hangExports(time);
        }
    }

    @Override
    public void clockWrong(Duration by, Duration until) {
        clock.set(clock.world().plus(by));
        Worker.Task unused = power.schedule(until, () -> clock.set(clock.world()));
    }

    /** Takes the power away for good. */
    @Override
    public void close() {
        power.finish();
        powerOff();
    }

    @Override
    public boolean online() {
        return running != null && awake && !line.isCut() && network.up();
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public List<LanDevice> lan() {
        return spec.past().lan();
    }

    /** Without power: status 503, which the web server of a real gateway cannot send. */
    @Override
    public WebResponse answer(WebRequest request) {
        Running present = running;
        if (present == null) {
            return Page.error(503, "No power");
        }
        try {
            WebResponse response = present.web().answer(request);
            boolean cutOff = !present.equals(running) && request.path().endsWith("jvmForm");
            return cutOff || line.isCut() ? WebResponse.none() : response;
        } catch (VmKilled e) {
            return WebResponse.none();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Page.error(503, "Interrupted");
        }
    }

    /**
     * How many requests changed it: script commands, tag writes, Java started or stopped, Java forms other than
     * fleetStatus and fleetLog, reboots.
     */
    public long writes() {
        return writes.get();
    }

    /** Texts of its event log, oldest first; lines of the realtime log begin with {@code [rt]}. */
    public List<String> eventLog() {
        return log.entries().stream().map(EventLog.Entry::shown).toList();
    }
}
