package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.flexy.FlexySpec.Tag;
import io.github.flexyfleet.simulator.net.Network;
import io.github.flexyfleet.simulator.time.Worker;
import io.github.flexyfleet.simulator.vm.bridge.Refusal;
import io.github.flexyfleet.simulator.vm.bridge.SystemAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Configuration items, clock, watchdog and restart of a gateway that has power. Thread-safe. */
final class GatewaySystem implements SystemAccess {
    /** Block types of SysControlBlock. */
    private static final int SYS = 2;

    private static final int TAG = 3;
    private static final int INF = 6;

    /** Looks at the watchdog in its period. */
    private static final int LOOKS = 60;

    private final FlexySpec spec;
    private final DeviceClock clock;
    private final EventLog log;
    private final Worker executor;
    private final ProgramLoader program;
    private final Runnable reboot;
    private final Instant started;
    private final Configuration configuration;
    private final Network network;
    private String nextRunCommand;
    private Duration watchdog = Duration.ZERO;
    private Instant refreshed = Instant.MIN;
    private volatile Instant exportsHangUntil = Instant.MIN;
    private Worker.Task watching;

    /** Takes another BASIC program. */
    @FunctionalInterface
    interface ProgramLoader {
        void load(byte[] text) throws IOException;
    }

    GatewaySystem(
            FlexySpec spec,
            Configuration configuration,
            Network network,
            DeviceClock clock,
            EventLog log,
            Worker executor,
            ProgramLoader program,
            Runnable reboot) {
        this.spec = spec;
        this.configuration = configuration;
        this.network = network;
        this.clock = clock;
        this.log = log;
        this.executor = executor;
        this.program = program;
        this.reboot = reboot;
        this.started = clock.world();
    }

    @Override
    public String item(int type, int record, String name) throws Refusal {
        String value = switch (type) {
            case SYS -> configuration.item(name).orElse(null);
            case TAG -> tagItem(record, name);
            case INF -> information(name);
            default -> null;
        };
        if (value == null) {
            throw new Refusal("unknown item " + name);
        }
        return value;
    }

    private String information(String name) {
        Map<String, String> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String[] version = spec.firmware().split("[.s]", -1);
        known.put("SERNUM", spec.serial());
        known.put("FwrVerHi", version[0]);
        known.put("FwrVerLo", version[1]);
        known.put("CodeName", spec.firmware());
        known.put("JavaVersion", "1.4.4");
        known.put("MbSerNum", "");
        known.put("MbPartNum", "");
        known.put("MbExtInfo", "");
        known.put("VPNIP", wanAddress());
        return known.get(name);
    }

    private String tagItem(int id, String name) {
        Tag tag =
                spec.tags().stream().filter(each -> each.id() == id).findFirst().orElse(null);
        if (tag == null) {
            return null;
        }
        Map<String, String> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        known.put("Id", String.valueOf(tag.id()));
        known.put("Name", tag.name());
        known.put("Description", "");
        known.put("ServerName", "MEM");
        known.put("TopicName", "");
        known.put("Type", String.valueOf(tag.type().number()));
        for (char group = 'A'; group <= 'D'; group++) {
            known.put("IVGROUP" + group, tag.groups().indexOf(group) >= 0 ? "1" : "0");
        }
        known.put("LogEnabled", "0");
        known.put("AlEnabled", "0");
        return known.get(name);
    }

    /** Only SYS items can be changed in a rehearsal. */
    @Override
    public void item(int type, int record, String name, String value) throws Refusal {
        item(type, record, name);
        if (type != SYS) {
            throw new Refusal("item " + name + " cannot be changed");
        }
        configuration.set(name, value);
    }

    @Override
    public void save() {
        try {
            configuration.save();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void load(String name, byte[] content) throws Refusal {
        if (!name.equals(ProgramFile.NAME)) {
            throw new Refusal("root file " + name + " cannot be written in a rehearsal");
        }
        try {
            program.load(content);
        } catch (IOException e) {
            throw new Refusal(e.getMessage());
        }
    }

    @Override
    public void setTime(long time) {
        clock.set(Instant.ofEpochMilli(time));
    }

    @Override
    public long upTime() {
        return Duration.between(started, clock.world()).toSeconds();
    }

    @Override
    public String wanAddress() {
        return network.up() ? "127.0.0.1" : "0.0.0.0";
    }

    /** Exports that Java asks for from now on come only after a time. */
    void hangExports(Duration time) {
        exportsHangUntil = clock.world().plus(time);
    }

    /** How long an export that begins now hangs, ms; not above 0 when it does not. */
    long exportsHang() {
        return exportsHangUntil.equals(Instant.MIN)
                ? 0
                : Duration.between(clock.world(), exportsHangUntil).toMillis();
    }

    @Override
    public void reboot() {
        reboot.run();
    }

    @Override
    public synchronized void nextRunCommand(String command) {
        nextRunCommand = command;
    }

    /** The command for the next start, once. */
    synchronized String takeNextRunCommand() {
        String command = nextRunCommand;
        nextRunCommand = null;
        return command;
    }

    @Override
    public synchronized void watchdog(int minutes) {
        if (watching != null) {
            watching.cancel();
            watching = null;
        }
        watchdog = Duration.ofMinutes(minutes);
        refreshed = clock.world();
        if (minutes > 0) {
            watching = executor.schedule(look(watchdog), this::watch);
        }
    }

    @Override
    public synchronized void refreshWatchdog() {
        refreshed = clock.world();
    }

    /** Until the next look: more often than needed, since a clock of real time may be moved by its owner. */
    private Duration look(Duration left) {
        Duration often = watchdog.dividedBy(LOOKS);
        return left.compareTo(often) < 0 ? left : often;
    }

    private synchronized void watch() {
        if (watching == null) {
            return;
        }
        Duration left = Duration.between(clock.world(), refreshed.plus(watchdog));
        if (left.toMillis() > 0) {
            watching = executor.schedule(look(left), this::watch);
        } else {
            watching = null;
            log.add("application watchdog: reboot");
            reboot.run();
        }
    }

    @Override
    public void logEvent(String text, int level) {
        log.add(text);
    }
}
