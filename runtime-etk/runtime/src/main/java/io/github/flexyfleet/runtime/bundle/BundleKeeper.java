package io.github.flexyfleet.runtime.bundle;

import io.github.flexyfleet.runtime.port.Store;
import io.github.flexyfleet.runtime.status.EventLog;
import java.io.IOException;

/**
 * Keeps the confirmed and the candidate bundle and decides which one runs: reception, trial, confirmation, going back.
 * Every change is on flash before it counts, and the confirmed bundle's slot is never written to. Thread-safe; forms and
 * the worker share it, and no call takes longer than a few writes to flash.
 */
public final class BundleKeeper {
    /** Starts of the runtime that a trial survives; the next one ends it. */
    public static final int MAX_TRIAL_BOOTS = 3;

    private static final long AGAIN_MS = 60000;

    private final StateFiles files;
    private final EventLog log;
    private final Slot[] slots;
    private State state = new State();
    private RunningBundle running;
    private long now;
    private long trialEnds;
    private boolean unsaved;
    private long againAt;

    /** A keeper that has not looked at flash yet. */
    public BundleKeeper(Store store, EventLog log) {
        this.files = new StateFiles(store);
        this.log = log;
        this.slots = new Slot[] {null, new Slot(store, 1), new Slot(store, 2)};
    }

    /**
     * Reads the state, counts this start, ends a trial that was started too often and gets the right bundle ready. Never
     * fails: a Flexy without readable flash still answers forms.
     */
    public synchronized void open() {
        try {
            state = files.read();
        } catch (IOException e) {
            log.problem(Refusal.STORAGE, "the state cannot be read: " + e.getMessage());
        }
        State next = state.copy();
        next.boot++;
        if (next.trial) {
            next.trialBoots++;
            if (next.trialBoots > MAX_TRIAL_BOOTS) {
                next.dropCandidate();
                next.lastOutcome = "reverted-boots";
                log.add("trial ended: started more than " + MAX_TRIAL_BOOTS + " times");
            }
        }
        force(next);
        startTimer();
        running = loadWanted();
        if (state.trial && running == null) {
            // What cannot run can never be confirmed, and its time can be a day.
            endTrial("reverted-boots", "trial ended: the candidate cannot run");
        }
        log.add("start " + state.boot + ", running " + view().running);
    }

    /** Takes a chunk of a candidate. */
    public synchronized Put.Result put(Put put) throws Refusal {
        try {
            boolean isNew = !put.digest.equals(state.candidate);
            boolean isManifest = put.name.equals(Manifest.NAME);
            if (isNew && state.trial) {
                throw busy();
            }
            if (isManifest && !put.sha256.equals(put.digest)) {
                // Before anything is dropped for it.
                throw new Refusal(Refusal.BAD_DIGEST, "the manifest's sha256 is not the digest");
            }
            if (isNew) {
                if (!isManifest) {
                    throw new Refusal(Refusal.INCOMPLETE, "the manifest comes first", new String[] {Manifest.NAME});
                }
                if (put.offset > 0) {
                    return new Put.Result(0, false, new String[] {Manifest.NAME});
                }
                startCandidate(put.digest);
            }
            Slot slot = slots[state.candidateSlot];
            if (state.trial) {
                return Receiver.look(slot, put);
            }
            return Receiver.take(slot, slots[state.confirmedSlot], state.confirmed, put);
        } catch (IOException e) {
            throw storage(e);
        }
    }

    private void startCandidate(String digest) throws IOException {
        int free = state.confirmedSlot == 1 ? 2 : 1;
        // Clearing first: whatever the moment of a cut, the state never names a digest over foreign files.
        slots[free].clear();
        State next = state.copy();
        next.dropCandidate();
        next.candidate = digest;
        next.candidateSlot = free;
        save(next);
        log.add("receiving " + digest);
    }

    /** Puts the candidate on trial. Does nothing when the digest is running already. */
    public synchronized void apply(String digest, int revertAfterSeconds, String request) throws Refusal {
        boolean onTrial = state.trial && digest.equals(state.candidate);
        if (onTrial || running != null && digest.equals(running.digest)) {
            remember(request);
            return;
        }
        if (state.trial) {
            throw busy();
        }
        if (!digest.equals(state.candidate)) {
            throw new Refusal(Refusal.INCOMPLETE, "no file of this digest is here", new String[] {Manifest.NAME});
        }
        try {
            RunningBundle candidate = BundleLoader.load(slots[state.candidateSlot], digest);
            State next = state.copy();
            next.trial = true;
            next.trialBoots = 0;
            next.revertAfterSeconds = revertAfterSeconds;
            next.lastRequest = request;
            save(next);
            running = candidate;
            startTimer();
            log.add("trial of " + digest + " for " + revertAfterSeconds + " s");
        } catch (IOException e) {
            throw storage(e);
        }
    }

    /** Makes the candidate on trial the confirmed bundle. Does nothing when it is that already. */
    public synchronized void confirm(String digest, String request) throws Refusal {
        boolean onTrial = state.trial && digest.equals(state.candidate);
        if (!onTrial && digest.equals(state.confirmed)) {
            remember(request);
            return;
        }
        if (!onTrial || running == null) {
            throw new Refusal(Refusal.NOT_CANDIDATE, "this digest is not on trial");
        }
        State next = state.copy();
        next.confirmed = state.candidate;
        next.confirmedSlot = state.candidateSlot;
        next.dropCandidate();
        next.lastRequest = request;
        next.lastOutcome = "confirmed";
        try {
            save(next);
        } catch (IOException e) {
            throw storage(e);
        }
        log.add("confirmed " + digest);
    }

    /** Gives the candidate up. Does nothing for a digest that is neither candidate nor confirmed. */
    public synchronized void revert(String digest, String request) throws Refusal {
        if (!digest.equals(state.candidate)) {
            if (digest.equals(state.confirmed)) {
                throw new Refusal(Refusal.NOT_CANDIDATE, "this digest is confirmed");
            }
            remember(request);
            return;
        }
        State next = state.copy();
        next.lastRequest = request;
        try {
            if (state.trial) {
                next.lastOutcome = "reverted-request";
            }
            boolean switchBack = state.trial;
            next.dropCandidate();
            save(next);
            log.add("reverted " + digest);
            if (switchBack) {
                running = loadWanted();
            }
        } catch (IOException e) {
            throw storage(e);
        }
    }

    /** Ends a trial whose time is over; {@code runningMs} is the running time of this start. */
    public synchronized void tick(long runningMs) {
        now = runningMs;
        if (state.trial && now >= trialEnds) {
            endTrial("reverted-timeout", "trial ended: no confirmation in time");
        }
        boolean idle = running == null && state.confirmed.length() > 0;
        if (now < againAt || !unsaved && !idle) {
            return;
        }
        againAt = now + AGAIN_MS;
        if (unsaved) {
            force(state.copy());
        }
        if (idle) {
            // Flash that fails at the start may have been busy only.
            running = loadWanted();
        }
    }

    private void endTrial(String outcome, String words) {
        State next = state.copy();
        next.dropCandidate();
        next.lastOutcome = outcome;
        log.add(words);
        // The old bundle runs again even if flash cannot take the news.
        force(next);
        running = loadWanted();
    }

    /** The bundle to run now, or null; another object after every switch. */
    public synchronized RunningBundle running() {
        return running;
    }

    /** What to tell about the bundles. */
    public synchronized BundleView view() {
        long left = state.trial ? Math.max(0, (trialEnds - now + 999) / 1000) : 0;
        return new BundleView(state, running == null ? "" : running.digest, left);
    }

    private RunningBundle loadWanted() {
        int slot = state.trial ? state.candidateSlot : state.confirmedSlot;
        String digest = state.trial ? state.candidate : state.confirmed;
        if (digest.length() == 0) {
            return null;
        }
        try {
            return BundleLoader.load(slots[slot], digest);
        } catch (IOException e) {
            log.problem(Refusal.STORAGE, "the bundle cannot be read: " + e.getMessage());
        } catch (Refusal e) {
            log.problem(e.code(), "the bundle cannot run: " + e.getMessage());
        }
        return null;
    }

    private void startTimer() {
        trialEnds = now + state.revertAfterSeconds * 1000L;
    }

    private void remember(String request) throws Refusal {
        if (request.equals(state.lastRequest)) {
            return;
        }
        State next = state.copy();
        next.lastRequest = request;
        try {
            save(next);
        } catch (IOException e) {
            throw storage(e);
        }
    }

    /** Writes, then adopts: a failed write changes nothing. */
    private void save(State next) throws IOException {
        files.write(next, state);
        state = next;
        unsaved = false;
        log.solved(Refusal.STORAGE);
    }

    /** Adopts also when the write fails, and tries again later. */
    private void force(State next) {
        try {
            save(next);
        } catch (IOException e) {
            log.problem(Refusal.STORAGE, "the state cannot be written: " + e.getMessage());
            state = next;
            unsaved = true;
            againAt = now + AGAIN_MS;
        }
    }

    private Refusal storage(IOException e) {
        log.problem(Refusal.STORAGE, String.valueOf(e.getMessage()));
        return new Refusal(Refusal.STORAGE, "flash: " + e.getMessage());
    }

    private static Refusal busy() {
        return new Refusal(Refusal.BUSY, "another candidate is on trial");
    }
}
