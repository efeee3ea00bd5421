package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.flexy.basic.Basic;
import io.github.flexyfleet.simulator.flexy.basic.BasicException;
import io.github.flexyfleet.simulator.flexy.basic.BasicGateway;
import io.github.flexyfleet.simulator.flexy.export.ExportSource;
import io.github.flexyfleet.simulator.flexy.export.Exports;
import io.github.flexyfleet.simulator.flexy.http.Actions;
import io.github.flexyfleet.simulator.net.Network;
import io.github.flexyfleet.simulator.time.Worker;
import io.github.flexyfleet.simulator.vm.bridge.Refusal;
import io.github.flexyfleet.simulator.vm.bridge.VmKilled;
import io.github.flexyfleet.simulator.vm.flash.Flash;
import io.github.flexyfleet.simulator.vm.load.DeviceClasses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A gateway from power on to power off: all that its RAM holds. Thread-safe. */
final class Gateway implements BasicGateway, ExportSource {
    private static final String JVMRUN = "/usr/jvmrun";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss", Locale.ROOT);

    private final FlexySpec spec;
    private final Flash flash;
    private final DeviceClock clock;
    private final Knobs knobs;
    private final EventLog log;
    private final Runnable reboot;
    private final Worker script;
    private final Worker firmware;
    private final Worker actionThread;
    private final TagTable tags;
    private final Actions actions;
    private final Basic basic = new Basic(this);
    private final Exports exports = new Exports(this);
    private final JavaSlot java;

    Gateway(
            FlexySpec spec,
            Flash flash,
            Network network,
            DeviceClock clock,
            Knobs knobs,
            EventLog log,
            DeviceClasses classes,
            Runnable reboot) {
        this.spec = spec;
        this.flash = flash;
        this.clock = clock;
        this.knobs = knobs;
        this.log = log;
        this.reboot = reboot;
        script = clock.time().worker(spec.name() + " script");
        firmware = clock.time().worker(spec.name() + " firmware");
        actionThread = clock.time().worker(spec.name() + " actions");
        tags = new TagTable(spec.tags(), new TagScript(spec.seed()), clock::millis);
        actions = new Actions(flash, network, clock, clock.time(), actionThread, log::add);
        GatewaySystem system = new GatewaySystem(spec, clock, log, firmware, reboot);
        java = new JavaSlot(new JavaSlot.Parts(
                spec.name(),
                flash,
                network,
                clock,
                knobs,
                log,
                tags,
                system,
                actions,
                exports,
                classes,
                firmware,
                spec.seed()));
    }

    /** Starts Java when /usr/jvmrun says so. */
    void boot() {
        log.add("boot");
        if (!flash.exists(JVMRUN)) {
            return;
        }
        try {
            java.start(new String(flash.read(JVMRUN), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            log.add("jvmrun: " + e.getMessage());
        }
    }

    /** Takes the power away. */
    void off() throws InterruptedException {
        script.stop();
        actionThread.stop();
        java.stop();
        firmware.stop();
        try {
            basic.close();
        } catch (IOException e) {
            log.add("script: " + e.getMessage());
        }
    }

    JavaSlot java() {
        return java;
    }

    TagTable tagTable() {
        return tags;
    }

    Exports exports() {
        return exports;
    }

    /** Queues script commands; they run later, between two cycles of the BASIC program. */
    void script(List<String> commands) {
        Worker.Task unused = script.schedule(knobs.scriptDelay(), () -> commands.forEach(this::command));
    }

    private void command(String command) {
        try {
            basic.run(command);
        } catch (BasicException e) {
            log.add("BASIC: " + e.getMessage());
        } catch (VmKilled e) {
            log.add("BASIC: power lost");
        }
    }

    @Override
    public int request(String url, String method, String headers, String text, String files, String destination) {
        return actions.start(url, method, headers, text, files, destination);
    }

    @Override
    public int actionStatus(int id) {
        return actions.status(id);
    }

    @Override
    public int tagCount() {
        return tags.count();
    }

    @Override
    public String localTime() {
        return TIME.format(clock.instant().atZone(spec.zone()));
    }

    @Override
    public void reboot() {
        reboot.run();
    }

    @Override
    public List<TagRow> tags() {
        return tags.all().stream()
                .map(tag -> {
                    TagValue value = tags.value(tag);
                    return new TagRow(
                            tag.id(),
                            tag.name(),
                            tag.type().number(),
                            tag.groups(),
                            value.shown(),
                            value.text() != null);
                })
                .toList();
    }

    @Override
    public List<EventRow> events() {
        return log.entries().stream()
                .filter(entry -> !entry.realtime())
                .map(entry -> new EventRow(entry.time(), entry.text()))
                .toList();
    }

    @Override
    public String evaluate(String expression) throws Refusal {
        try {
            return basic.evaluate(expression);
        } catch (BasicException e) {
            throw new Refusal(e.getMessage());
        }
    }

    @Override
    public String serial() {
        return spec.serial();
    }

    @Override
    public String firmware() {
        return spec.firmware();
    }

    @Override
    public ZoneId zone() {
        return spec.zone();
    }

    @Override
    public Flash flash() {
        return flash;
    }
}
