package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.flexy.export.Exports;
import io.github.flexyfleet.simulator.flexy.http.Actions;
import io.github.flexyfleet.simulator.flexy.mqtt.NativeMqtt;
import io.github.flexyfleet.simulator.time.Worker;
import io.github.flexyfleet.simulator.vm.JavaMachine;
import io.github.flexyfleet.simulator.vm.RunCommand;
import io.github.flexyfleet.simulator.vm.bridge.ActionAccess;
import io.github.flexyfleet.simulator.vm.bridge.Conversions;
import io.github.flexyfleet.simulator.vm.bridge.Event;
import io.github.flexyfleet.simulator.vm.bridge.EventAccess;
import io.github.flexyfleet.simulator.vm.bridge.Export;
import io.github.flexyfleet.simulator.vm.bridge.FlashAccess;
import io.github.flexyfleet.simulator.vm.bridge.HeapAccess;
import io.github.flexyfleet.simulator.vm.bridge.Host;
import io.github.flexyfleet.simulator.vm.bridge.MqttAccess;
import io.github.flexyfleet.simulator.vm.bridge.NetAccess;
import io.github.flexyfleet.simulator.vm.bridge.Refusal;
import io.github.flexyfleet.simulator.vm.bridge.SystemAccess;
import io.github.flexyfleet.simulator.vm.bridge.TagAccess;
import io.github.flexyfleet.simulator.vm.bridge.WaitAccess;
import io.github.flexyfleet.simulator.vm.bridge.WebAccess;
import io.github.flexyfleet.simulator.vm.flash.Flash;
import io.github.flexyfleet.simulator.vm.load.DeviceClasses;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/** The one Java VM that a gateway can run (flexy-etk 2.3). Thread-safe. */
final class JavaSlot {
    private final Parts parts;
    private Run run;

    /** What the VM works with. */
    record Parts(
            String name,
            Flash flash,
            Wan network,
            DeviceClock clock,
            Knobs knobs,
            EventLog log,
            TagTable tags,
            GatewaySystem system,
            Actions actions,
            Exports exports,
            DeviceClasses classes,
            Worker executor,
            long seed) {}

    JavaSlot(Parts parts) {
        this.parts = parts;
    }

    /** Starts a VM; answers whether it did. Reasons why not go to the event log. */
    synchronized boolean start(String command) {
        if (run != null) {
            parts.log().add("Java VM: already running");
            return false;
        }
        try {
            RunCommand parsed = RunCommand.parse(command);
            int largest = parts.knobs().guesses().vm().largestHeap();
            if (largest > 0 && parsed.heapSize() > largest * 1024L * 1024) {
                parts.log().add("Java VM: not started: no memory for the heap");
                return false;
            }
            Run next = new Run(parsed);
            next.machine.readsResources(parts.knobs().guesses().vm().resources());
            next.machine.startsAfter(parts.knobs().guesses().vm().startTime());
            next.machine.start(parts.flash(), parts.classes(), next, code -> ended(next, code));
            run = next;
            parts.log().add("Java VM: started");
            return true;
        } catch (IllegalArgumentException | IOException e) {
            parts.log().add("Java VM: not started: " + e.getMessage());
            return false;
        }
    }

    /** Ends the VM, if one runs, and waits for its threads. No command for a next start is kept. */
    void stop() throws InterruptedException {
        Run present;
        synchronized (this) {
            present = run;
            run = null;
        }
        parts.system().nextRunCommand(null);
        if (present != null) {
            present.forms.end();
            present.machine.kill();
            parts.log().add("Java VM: stopped");
        }
    }

    private void ended(Run which, int exitCode) {
        which.forms.end();
        which.mqtt.close();
        synchronized (this) {
            if (run != which) {
                return;
            }
            run = null;
        }
        parts.log().add("Java VM: ended with exit code " + exitCode);
        String next = parts.system().takeNextRunCommand();
        if (next != null && startsNext(which.machine, exitCode)) {
            try {
                parts.executor().execute(() -> start(next));
            } catch (RejectedExecutionException e) {
                parts.log().add("Java VM: not started again, the gateway is off");
            }
        }
    }

    private boolean startsNext(JavaMachine machine, int exitCode) {
        VmQuirks quirks = parts.knobs().guesses().vm();
        if (machine.uncaught()) {
            return quirks.nextAfterUncaught();
        }
        return exitCode == 0 ? quirks.nextAfterZero() : quirks.nextAfterError();
    }

    /** The MQTT connections of Java break. */
    void cutLines() {
        Run present;
        synchronized (this) {
            present = run;
        }
        if (present != null) {
            present.mqtt.cut();
        }
    }

    /** Whether there is nothing to wait for: no VM runs, or its program takes events. */
    boolean isSettled() {
        Run present;
        synchronized (this) {
            present = run;
        }
        return present == null || present.events.isStoring();
    }

    /** Hands a web form to Java; nothing when no program answers it. */
    Optional<WebResponse> form(String name, Map<String, String> fields, long timeoutMillis)
            throws InterruptedException {
        Run present;
        synchronized (this) {
            present = run;
        }
        return present == null ? Optional.empty() : present.forms.ask(present.events, name, fields, timeoutMillis);
    }

    /** One run of the VM, and what it sees of the gateway. */
    private final class Run implements Host {
        private final JavaMachine machine;
        private final WebForms forms =
                new WebForms(parts.clock().time(), parts.knobs().web().largestField());
        private final EventQueue events;
        private final NativeMqtt mqtt;

        Run(RunCommand command) {
            machine = new JavaMachine(
                    command, parts.knobs().java(), parts.name(), parts.clock().time(), this::log);
            events =
                    new EventQueue(parts.tags(), parts.clock(), parts.knobs().tagScan(), machine::check, forms::closed);
            NativeMqtt.Events posted = new NativeMqtt.Events() {
                @Override
                public void message(int handle) {
                    post(Event.MQTT_MESSAGE, handle);
                }

                @Override
                public void status(int handle) {
                    post(Event.MQTT_STATUS, handle);
                }
            };
            mqtt = new NativeMqtt(
                    parts.flash(),
                    parts.network(),
                    parts.clock(),
                    parts.clock().time(),
                    new NativeMqtt.Habits(
                            parts.knobs().mqttRetry(), parts.knobs().guesses().mqtt()),
                    parts.executor(),
                    posted,
                    this::log);
        }

        private void post(int type, int handle) {
            int stored = events.post(type, "", handle, 0);
            if (stored == 0) {
                log("an MQTT event was not stored");
            }
        }

        private void sleep(long millis) {
            try {
                machine.waits().sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void log(String line) {
            parts.log().realtime(line);
        }

        @Override
        public void check() {
            machine.check();
        }

        @Override
        public long time() {
            return parts.clock().millis();
        }

        @Override
        public WaitAccess waits() {
            return machine.waits();
        }

        /** The same at the same moment of the same gateway's life. */
        @Override
        public long randomSeed() {
            return parts.seed() ^ parts.clock().world().toEpochMilli();
        }

        @Override
        public Conversions conversions() {
            return parts.knobs().guesses().conversions();
        }

        @Override
        public void exit(int code) {
            machine.exit(code);
        }

        @Override
        public HeapAccess heap() {
            return machine.heap();
        }

        @Override
        public void realtimeLog(String line) {
            log(line);
        }

        @Override
        public FlashAccess flash() {
            return parts.flash();
        }

        @Override
        public TagAccess tags() {
            return parts.tags();
        }

        @Override
        public EventAccess events() {
            return events;
        }

        @Override
        public MqttAccess mqtt() {
            return mqtt;
        }

        @Override
        public NetAccess network() {
            return parts.network();
        }

        @Override
        public SystemAccess system() {
            return parts.system();
        }

        @Override
        public ActionAccess actions() {
            return parts.actions();
        }

        @Override
        public WebAccess web() {
            return forms;
        }

        @Override
        public Export export(String descriptor) throws Refusal {
            long hangs = parts.system().exportsHang();
            if (hangs > 0) {
                sleep(hangs);
            }
            byte[] content = parts.exports().export(descriptor);
            Instant begin = parts.clock().world().plus(parts.knobs().exportDelay());
            return new Export(content, () -> !parts.clock().world().isBefore(begin));
        }
    }
}
