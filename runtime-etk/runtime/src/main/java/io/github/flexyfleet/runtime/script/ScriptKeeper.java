package io.github.flexyfleet.runtime.script;

import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.port.Gateway;
import io.github.flexyfleet.runtime.port.Store;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.text.Utf8;
import java.io.IOException;
import java.util.Arrays;

/**
 * Parks the Flexy's BASIC program and puts it back. Its text lies on flash before it goes, until it is back. A form only
 * asks; the worker does it, one step a turn, from what the Flexy shows, so that a cut at any moment is made good by
 * asking again. Thread-safe.
 */
public final class ScriptKeeper {
    /** What the Flexy runs meanwhile. */
    public static final String PARKED = "REM flexyfleet parked this program in /usr/flexyfleet/program.saved\r\n";

    private static final String MARK = "REM flexyfleet parked";
    private static final String SAVED = "program.saved";

    /** The program, as text (flexy-etk 5). */
    private static final String EXPORT = "$dtPG$ftT";

    /** Turns, of a quarter of a second, until the Flexy must show what was loaded. */
    private static final int TURNS = 20;

    private final Store store;
    private final Gateway gateway;
    private final EventLog log;
    private String asked = "";
    private boolean parks;
    private boolean working;
    private int turns;
    private Refusal problem;

    /** A keeper of the program of this Flexy. */
    public ScriptKeeper(Store store, Gateway gateway, EventLog log) {
        this.store = store;
        this.gateway = gateway;
        this.log = log;
    }

    /**
     * Asks for a program that is parked, or back; again with the same id, how far that is.
     *
     * @return whether it is done
     */
    public synchronized boolean ask(String id, boolean park) throws Refusal {
        if (!id.equals(asked) || park != parks) {
            asked = id;
            parks = park;
            working = true;
            turns = 0;
            problem = null;
        }
        if (problem != null) {
            throw problem;
        }
        return !working;
    }

    /**
     * Does the next step of what was asked for. Not under the lock, since an export may take seconds.
     *
     * @return whether the program has come back, which is asked for before the runtime is taken off
     */
    public boolean tick() {
        String id;
        boolean park;
        synchronized (this) {
            if (!working) {
                return false;
            }
            id = asked;
            park = parks;
        }
        boolean done = false;
        Refusal failed = null;
        try {
            done = park ? park() : restore();
        } catch (IOException e) {
            failed = new Refusal(Refusal.STORAGE, "program: " + e.getMessage());
        } catch (RuntimeException e) {
            failed = new Refusal("internal", "program: " + e);
        }
        ended(id, done, failed);
        return done && !park;
    }

    private synchronized void ended(String id, boolean done, Refusal failed) {
        if (id.equals(asked)) {
            turns++;
            problem = failed == null && !done && turns >= TURNS
                    ? new Refusal("internal", "the Flexy does not take the program")
                    : failed;
            working = !done && problem == null;
        }
    }

    private boolean park() throws IOException {
        byte[] program = gateway.export(EXPORT);
        String text = Utf8.latin1(program);
        if (text.indexOf(MARK) >= 0) {
            return true;
        }
        if (!isPart(text, store.read(SAVED))) {
            store.write(SAVED, program);
            if (!Arrays.equals(store.read(SAVED), program)) {
                throw new IOException("it was not saved as it is");
            }
        }
        log.add("BASIC program parked");
        gateway.load(Utf8.encode(PARKED));
        return false;
    }

    private boolean restore() throws IOException {
        byte[] saved = store.read(SAVED);
        if (saved == null) {
            return true;
        }
        String text = Utf8.latin1(gateway.export(EXPORT));
        boolean parked = text.indexOf(MARK) >= 0;
        boolean back = text.trim().equals(Utf8.latin1(saved).trim());
        if (back || !(parked || isPart(text, saved))) {
            // Back, or somebody has loaded another one since, which is not ours to replace.
            store.delete(SAVED);
            return true;
        }
        log.add("BASIC program put back");
        gateway.load(saved);
        return false;
    }

    /** Whether a load that was cut left this; the saved text must not give way to it. */
    private static boolean isPart(String text, byte[] saved) {
        return saved != null && (PARKED.startsWith(text) || Utf8.latin1(saved).startsWith(text));
    }
}
