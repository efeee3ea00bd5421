package io.github.flexyfleet.runtime;

import com.ewon.ewonitf.DefaultEventHandler;
import io.github.flexyfleet.runtime.bundle.BundleKeeper;
import io.github.flexyfleet.runtime.etk.EtkEvents;
import io.github.flexyfleet.runtime.etk.EtkForms;
import io.github.flexyfleet.runtime.etk.EtkGateway;
import io.github.flexyfleet.runtime.etk.EtkHubClients;
import io.github.flexyfleet.runtime.etk.EtkMachine;
import io.github.flexyfleet.runtime.etk.EtkReach;
import io.github.flexyfleet.runtime.etk.FileStore;
import io.github.flexyfleet.runtime.form.FormDesk;
import io.github.flexyfleet.runtime.script.ScriptKeeper;
import io.github.flexyfleet.runtime.status.Alive;
import io.github.flexyfleet.runtime.status.Board;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.status.FlashLog;
import io.github.flexyfleet.runtime.update.JarKeeper;
import java.util.Random;

/** Entry point, named in {@code /usr/jvmrun}. Puts the parts together and runs the worker in the main thread. */
public final class Main {
    private static final String USR = "/usr/";
    private static final String FOLDER = "/usr/flexyfleet/";

    /** A loop without sleep would starve the Flexy's other processes (flexy-etk 2.2); the grain is 20 ms (flexy-vm). */
    private static final long STEP_MS = 240;

    private Main() {}

    /** Runs for ever; the arguments are those of a trial ({@link JarKeeper#open}). */
    public static void main(String[] args) {
        EtkGateway gateway = new EtkGateway();
        EventLog log = new EventLog(gateway);
        Board board = new Board();
        EtkMachine machine = new EtkMachine();
        FileStore flash = new FileStore(FOLDER);
        StartGuard guard = new StartGuard(flash, log);
        guard.open();
        Alive alive = new Alive(machine, gateway);
        JarKeeper jars = new JarKeeper(new FileStore(USR), machine, log, Version.STARTER);
        // Without the watch a start that fails in safe mode too leaves the Flexy to itself, and reachable.
        alive.watch(jars.open(args) || !guard.isSafe());
        FlashLog kept = new FlashLog(flash, log);
        kept.open();
        BundleKeeper keeper = new BundleKeeper(flash, log);
        keeper.open();
        ScriptKeeper script = new ScriptKeeper(flash, gateway, log);
        FormDesk desk = new FormDesk(keeper, jars, script, board, log, kept, gateway, Version.NUMBER);
        // Events are stored only while the event loop runs, so it starts before any MQTT client (flexy-etk 1.1).
        DefaultEventHandler.setDefaultWebFormtListener(new EtkForms(desk, alive));
        EtkEvents.start(log);
        Worker worker = new Worker(
                gateway,
                gateway,
                flash,
                new EtkHubClients(keeper.view().boot, gateway, flash, alive),
                new EtkReach(),
                new Random(),
                keeper,
                jars,
                script,
                guard,
                alive,
                log,
                kept,
                board,
                desk);
        while (!Thread.currentThread().isInterrupted()) {
            run(worker);
        }
    }

    private static void run(Worker worker) {
        try {
            worker.step();
            Thread.sleep(STEP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            // A missing class comes as a checked exception on this virtual machine (flexy-vm), so nothing less helps.
            recover(worker, e);
        }
    }

    private static void recover(Worker worker, Throwable problem) {
        try {
            worker.failed(problem);
            Thread.sleep(STEP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            // An OutOfMemoryError can follow another one (flexy-vm); the next turn tries again.
            Thread.yield();
        }
    }
}
