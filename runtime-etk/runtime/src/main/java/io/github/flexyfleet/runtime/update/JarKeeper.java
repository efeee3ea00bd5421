package io.github.flexyfleet.runtime.update;

import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.port.Machine;
import io.github.flexyfleet.runtime.port.Store;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.text.Sha256;
import io.github.flexyfleet.runtime.text.Utf8;
import java.io.IOException;

/**
 * Takes the jar of another runtime, tries it, and keeps it or goes back (docs/decisions/0006). Until the trial is kept,
 * {@code jvmrun} names the old jar, so that a boot for whatever reason ends in the old runtime. Thread-safe.
 */
public final class JarKeeper {
    /** Largest jar that is taken, bytes. */
    public static final int MAX_JAR = 262144;

    /** Minutes without a step of the runtime on trial after which the Flexy boots; what HMS uses (flexy-etk 1.4). */
    private static final int WATCH_MINUTES = 5;

    /** Time for the answer to leave before the VM ends. */
    private static final long ANSWER_MS = 1000;

    private static final String AUTORUN = "jvmrun";
    private static final String NEW_AUTORUN = "jvmrun.new";
    private static final String PREFIX = "flexyfleet-";
    private static final String MAIN = " -emain io.github.flexyfleet.runtime.Main";
    private static final String START = "-heapsize 25M -classpath ";

    private final Store usr;
    private final Machine machine;
    private final EventLog log;
    private final String starter;
    private boolean trial;
    private String jar = "";
    private long ends;
    private long now;
    private String leaving;
    private long leaveAt;

    /**
     * A keeper over {@code /usr}.
     *
     * @param starter main class of this jar that starts another runtime on trial
     */
    public JarKeeper(Store usr, Machine machine, EventLog log, String starter) {
        this.usr = usr;
        this.machine = machine;
        this.log = log;
        this.starter = starter;
    }

    /**
     * Begins this start.
     *
     * @param args of main: none, or seconds, version and SHA-256 of a runtime that is on trial
     * @return whether it is on trial
     */
    public synchronized boolean open(String[] args) {
        if (args.length == 3) {
            trial = true;
            ends = Long.parseLong(args[0]) * 1000;
            jar = name(args[1], args[2]);
            log.add("runtime on trial for " + args[0] + " s");
        } else {
            machine.nextCommand(null);
        }
        return trial;
    }

    /**
     * Takes a chunk of a jar. A chunk that is not the next one changes nothing.
     *
     * @return bytes that are here; {@code size} only when the whole jar is here and right
     */
    public synchronized long take(String version, String sha256, int size, int offset, byte[] data) throws Refusal {
        String name = name(version, sha256);
        try {
            long have = Math.max(0, usr.size(name));
            if (have == size && isWhole(name, sha256)) {
                return size;
            }
            if (name.equals(jar) || autorun().indexOf(usr.absolute(name)) >= 0) {
                throw new Refusal(Refusal.BAD_REQUEST, "this jar runs, and it is not as described");
            }
            if (have >= size) {
                // A write was cut, or the file is something else under this name.
                usr.delete(name);
                have = 0;
            }
            if (offset != have) {
                return have;
            }
            append(name, data);
            have += data.length;
            if (have == size && !isWhole(name, sha256)) {
                usr.delete(name);
                throw new Refusal(Refusal.BAD_DIGEST, "the jar arrived whole with another SHA-256");
            }
            return have;
        } catch (IOException e) {
            throw storage(e);
        }
    }

    private void append(String name, byte[] data) throws IOException {
        try {
            usr.append(name, data);
        } catch (IOException e) {
            // Half a jar would only keep a full flash full.
            usr.delete(name);
            throw e;
        }
    }

    /** Ends this VM soon and starts the jar on trial. Does nothing when it runs already. */
    public synchronized void attempt(String version, String sha256, int seconds) throws Refusal {
        String name = name(version, sha256);
        try {
            String old = autorun();
            if (name.equals(jar) || old.indexOf(usr.absolute(name)) >= 0) {
                return;
            }
            if (trial || leaving != null) {
                throw new Refusal(Refusal.BUSY, "another runtime is on trial");
            }
            if (!isWhole(name, sha256)) {
                throw new Refusal(Refusal.INCOMPLETE, "the jar is not here");
            }
            if (oldJar(old).length() == 0) {
                throw new Refusal(Refusal.BAD_CONFIG, "jvmrun starts no runtime to go back to");
            }
            // The old jar's own starter comes up first: it is proven, and it arms the way back before the new jar's
            // first instruction. Its class name is not in the new jar, where all other classes come from.
            leaving = START + usr.absolute(name) + ':' + oldJar(old) + " -emain " + starter + ' ' + seconds + ' '
                    + version + ' ' + sha256;
            log.add("runtime " + version + " is tried for " + seconds + " s");
        } catch (IOException e) {
            throw storage(e);
        }
    }

    /** The jar that jvmrun starts, when that is a runtime of ours and there; else empty. */
    private String oldJar(String line) {
        int from = line.indexOf(" -classpath ") + 12;
        int to = line.indexOf(MAIN);
        if (from < 12 || to < from) {
            return "";
        }
        String path = line.substring(from, to);
        String root = usr.absolute("");
        return path.startsWith(root) && usr.size(path.substring(root.length())) > 0 ? path : "";
    }

    /** Makes the runtime on trial the one that a boot starts. Does nothing when it is that already. */
    public synchronized void keep(String version, String sha256) throws Refusal {
        String name = name(version, sha256);
        try {
            String old = autorun();
            if (old.indexOf(usr.absolute(name)) < 0) {
                if (!trial || !name.equals(jar)) {
                    throw new Refusal(Refusal.NOT_CANDIDATE, "this runtime is not on trial");
                }
                usr.write(NEW_AUTORUN, Utf8.encode(START + usr.absolute(name) + MAIN + '\n'));
                usr.replace(NEW_AUTORUN, AUTORUN);
                log.add("runtime kept");
                trial = false;
                machine.nextCommand(null);
                clean(name, oldJar(old));
            }
        } catch (IOException e) {
            throw storage(e);
        }
    }

    /** Deletes our jars but this one and the one before. */
    private void clean(String kept, String before) throws IOException {
        String[] names = usr.list("");
        for (int i = 0; i < names.length; i++) {
            boolean ours = names[i].startsWith(PREFIX) && names[i].endsWith(".jar");
            if (ours && !names[i].equals(kept) && !usr.absolute(names[i]).equals(before)) {
                usr.delete(names[i]);
            }
        }
    }

    /** Ends a trial soon. Does nothing without one. */
    public synchronized void back() throws Refusal {
        if (trial && leaving == null) {
            try {
                leaving = autorun();
            } catch (IOException e) {
                throw storage(e);
            }
        }
    }

    /**
     * Leaves when it is time; {@code runningMs} is the time of this start.
     *
     * @return whether the watch over this runtime may be served
     */
    public synchronized boolean tick(long runningMs) {
        now = runningMs;
        if (trial && leaving == null && now >= ends) {
            log.add("runtime not kept in time");
            try {
                leaving = autorun();
            } catch (IOException e) {
                // The watch is not served any more, and the boot starts the old jar.
                ends = now;
                return false;
            }
        }
        if (leaving == null) {
            return true;
        }
        if (leaveAt == 0) {
            leaveAt = now + ANSWER_MS;
        } else if (now >= leaveAt) {
            // Whether the watch outlives this VM is not known; if it does, it also covers a start that never happens.
            machine.watch(WATCH_MINUTES);
            machine.nextCommand(leaving);
            machine.leave();
        }
        return false;
    }

    /** Seconds until a trial of this runtime ends by itself, -1 when there is none. */
    public synchronized long left() {
        return trial ? Math.max(0, (ends - now + 999) / 1000) : -1;
    }

    private static String name(String version, String sha256) {
        return PREFIX + version + '-' + sha256.substring(0, 8) + ".jar";
    }

    private boolean isWhole(String name, String sha256) throws IOException {
        byte[] content = usr.read(name);
        return content != null && Sha256.hex(content).equals(sha256);
    }

    private String autorun() throws IOException {
        byte[] content = usr.read(AUTORUN);
        return content == null ? "" : Utf8.latin1(content).trim();
    }

    private static Refusal storage(IOException e) {
        return new Refusal(Refusal.STORAGE, "flash: " + e.getMessage());
    }
}
