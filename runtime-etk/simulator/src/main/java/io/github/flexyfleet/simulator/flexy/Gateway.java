package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.flexy.basic.Basic;
import io.github.flexyfleet.simulator.flexy.basic.BasicException;
import io.github.flexyfleet.simulator.flexy.basic.BasicGateway;
import io.github.flexyfleet.simulator.flexy.basic.Program;
import io.github.flexyfleet.simulator.flexy.export.ExportSource;
import io.github.flexyfleet.simulator.flexy.export.Exports;
import io.github.flexyfleet.simulator.flexy.http.Actions;
import io.github.flexyfleet.simulator.flexy.mqtt.NativeMqtt;
import io.github.flexyfleet.simulator.flexy.tls.DeviceTls;
import io.github.flexyfleet.simulator.net.Network;
import io.github.flexyfleet.simulator.time.Worker;
import io.github.flexyfleet.simulator.vm.bridge.Refusal;
import io.github.flexyfleet.simulator.vm.bridge.VmKilled;
import io.github.flexyfleet.simulator.vm.flash.Flash;
import io.github.flexyfleet.simulator.vm.load.DeviceClasses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;

/** A gateway from power on to power off: all that its RAM holds. Thread-safe. */
final class Gateway implements BasicGateway, ExportSource {
    private static final String JVMRUN = "/usr/jvmrun";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss", Locale.ROOT);

    private final FlexySpec spec;
    private final Flash flash;
    private final Configuration configuration;
    private final DeviceClock clock;
    private final Knobs knobs;
    private final EventLog log;
    private final Runnable reboot;
    private final Worker script;
    private final Worker firmware;
    private final Worker actionThread;
    private final TagTable tags;
    private final Actions actions;
    private final Basic basic;
    private final Exports exports;
    private final JavaSlot java;
    private final GatewaySystem system;
    private final RandomGenerator chance;
    /** When the last commands run that are queued. Guarded by {@link #chance}. */
    private Instant scriptDue = Instant.MIN;

    private final ScriptEngine program;

    Gateway(
            FlexySpec spec,
            Flash flash,
            Configuration configuration,
            Wan network,
            DeviceClock clock,
            Knobs knobs,
            EventLog log,
            DeviceClasses classes,
            ProgramFile programFile,
            Recording recording,
            Runnable reboot) {
        this.spec = spec;
        this.flash = flash;
        this.configuration = configuration;
        this.clock = clock;
        this.knobs = knobs;
        this.log = log;
        this.reboot = reboot;
        exports = new Exports(this, knobs.guesses().exports());
        basic = new Basic(this, knobs.guesses().script().erases());
        script = clock.time().worker(spec.name() + " script");
        firmware = clock.time().worker(spec.name() + " firmware");
        actionThread = clock.time().worker(spec.name() + " actions");
        tags = new TagTable(spec.tags(), recording, clock::millis);
        actions = new Actions(
                flash, network, knobs.http(), clock, clock.time(), actionThread, log::add, this::authorities);
        program = new ScriptEngine(
                programFile, source -> new CustomerScript(source, customerParts(network)), script::execute, log::add);
        system = new GatewaySystem(spec, configuration, network, clock, log, firmware, program::load, reboot);
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
        chance = new Random(spec.seed() ^ clock.millis());
    }

    private CustomerScript.Parts customerParts(Network network) {
        NativeMqtt.Events nobody = new NativeMqtt.Events() {
            @Override
            public void message(int handle) {}

            @Override
            public void status(int handle) {}
        };
        NativeMqtt mqtt = new NativeMqtt(
                flash,
                network,
                clock,
                clock.time(),
                new NativeMqtt.Habits(knobs.mqttRetry(), knobs.guesses().mqtt()),
                firmware,
                nobody,
                log::realtime);
        CustomerScript.Later later = (delay, work) -> {
            Worker.Task unused = script.schedule(delay, work);
        };
        return new CustomerScript.Parts(mqtt, tags, clock, spec.zone(), later, clock.time()::sleep, log::add);
    }

    /** What HTTPS servers must be vouched for by: the certificates in HttpCertDir, if there is one (flexy-etk 1.5). */
    private List<X509Certificate> authorities() {
        String folder = configuration.item("HttpCertDir").orElse("");
        List<X509Certificate> found = new ArrayList<>();
        String[] names = folder.isEmpty() ? null : flash.list(folder.replaceFirst("/+$", ""));
        for (String name : names == null ? new String[0] : names) {
            try {
                found.addAll(DeviceTls.certificates(flash.read(folder.replaceFirst("/+$", "") + "/" + name)));
            } catch (IOException | CertificateException e) {
                log.add("HttpCertDir: " + name + " holds no certificate");
            }
        }
        return found;
    }

    /** Starts Java when /usr/jvmrun says so. */
    void boot() {
        log.add("boot");
        configuration.boot();
        program.start();
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
        program.end();
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

    GatewaySystem system() {
        return system;
    }

    TagTable tagTable() {
        return tags;
    }

    Exports exports() {
        return exports;
    }

    /**
     * Queues script commands; they run later, between two cycles of the BASIC program, and none before those that came
     * earlier.
     */
    void script(List<String> commands) {
        synchronized (chance) {
            Instant now = clock.time().instant();
            Instant due = now.plus(knobs.drawScriptDelay(chance));
            scriptDue = due.isBefore(scriptDue) ? scriptDue : due;
            Worker.Task unused = script.schedule(Duration.between(now, scriptDue), () -> form(commands));
        }
    }

    private void form(List<String> commands) {
        if (!knobs.guesses().script().variablesStay()) {
            basic.forget();
        }
        commands.forEach(this::command);
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
    public int httpStatus(int id) {
        return actions.httpStatus(id);
    }

    @Override
    public String httpBody(int id) {
        return actions.httpBody(id);
    }

    @Override
    public String item(String name) throws BasicException {
        return configuration.item(name).orElseThrow(() -> BasicException.unknownItem(name));
    }

    @Override
    public void setItem(String name, String value) throws BasicException {
        if (!configuration.set(name, value)) {
            throw BasicException.unknownItem(name);
        }
    }

    @Override
    public void saveConfiguration() {
        system.save();
    }

    @Override
    public Program program() {
        return program.program();
    }

    @Override
    public String programText() {
        return program.text();
    }

    @Override
    public String configurationText() {
        return configuration.text();
    }

    @Override
    public List<Point> history(int tag, Instant from, Instant to) {
        return tags.history(tag, from, to).stream()
                .map(point -> new Point(point.time(), point.value().shown(), point.initial(), point.quality()))
                .toList();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public boolean utcExport() {
        return configuration.item("UTCExport").orElse("").equals("1");
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
                            value.text() != null,
                            tags.quality(tag.id()),
                            tag.logging());
                })
                .toList();
    }

    @Override
    public List<EventRow> events() {
        return log.entries().stream()
                .filter(entry -> !entry.realtime())
                .map(entry -> new EventRow(entry.time(), entry.text(), entry.id()))
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
