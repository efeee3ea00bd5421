package io.github.flexyfleet.fleet.probe;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Removes what a probe left on a gateway, and starts the program again that it had stopped. */
final class PutBack {
    /** Calls at most: the program that removes, the same by BASIC, looks, and a start. */
    static final int CALLS = 2 * (3 + 3 * Bench.LOOKS) + 3 + 2 + 3 * Bench.LOOKS + 2 + 3;

    /** The first file that is written, and the last that is removed by BASIC. */
    static final String BEGUN = "begun";

    private static final List<String> FILES = List.of(
            "say",
            "in",
            "out",
            "heap",
            "depth",
            "deep",
            "zero",
            "error",
            "uncaught",
            "after",
            "absent",
            "jar",
            "jar2",
            "end",
            BEGUN);
    private static final List<String> JARS = List.of("jar", "jar2");

    private final Bench bench;
    private final Optional<String> autorun;

    /**
     * For a gateway.
     *
     * @param autorun what its {@code jvmrun} starts, when that is to run again
     */
    PutBack(Bench bench, Optional<String> autorun) {
        this.bench = bench;
        this.autorun = autorun;
    }

    /** Whether the files of a probe lie there. */
    boolean isNeeded() {
        return bench.read(BEGUN, BEGUN::equals).isPresent();
    }

    /**
     * Removes what an earlier probe left, as far as it can: what a power cut left of a jar starts no program. The probe that
     * follows removes the rest at its own end.
     */
    void runBefore() throws InterruptedException {
        removeByProgram();
        removeByScript();
    }

    /**
     * Does it at the end of a probe; a Java program of the gateway's own is started again.
     *
     * @param usesJava whether Java can be stopped and started
     * @throws DeviceProblemException when something is still there
     */
    void run(boolean usesJava) throws DeviceProblemException, InterruptedException {
        if (usesJava) {
            removeByProgram();
        }
        if (isThere()) {
            removeByScript();
        }
        if (usesJava) {
            bench.stop();
            autorun.ifPresent(bench::start);
        }
        if (isThere()) {
            throw new DeviceProblemException(
                    Outcome.FAILED,
                    ProblemCode.PROBE_NOT_PUT_BACK,
                    "files of the probe are still on the gateway: /usr/" + Bench.START + "*",
                    "run flexy:probe again, which cleans up first, or remove them by FTP");
        }
    }

    private boolean isThere() {
        return isNeeded() || JARS.stream().anyMatch(this::isJar);
    }

    private void removeByProgram() throws InterruptedException {
        for (String jar : JARS) {
            if (isJar(jar)) {
                bench.start(jar, "Clean", Bench.HEAP);
                for (int look = 0; look < Bench.LOOKS; look++) {
                    bench.pace().pause(bench.pause());
                    if (!isThere()) {
                        return;
                    }
                }
            }
        }
    }

    /** Its first bytes are ASCII, so they read back however a gateway shows the others. */
    private boolean isJar(String name) {
        return bench.read(name, text -> text.startsWith("PK")).isPresent();
    }

    private void removeByScript() throws InterruptedException {
        List<String> commands = new ArrayList<>();
        for (String name : FILES) {
            commands.add("ERASE \"" + Bench.path(name) + "\"");
        }
        // In halves, for a gateway that takes small forms only; the marker goes last.
        bench.script(commands.subList(0, FILES.size() / 2));
        bench.script(commands.subList(FILES.size() / 2, FILES.size()));
        for (int look = 0; look < Bench.LOOKS && isThere(); look++) {
            bench.pace().pause(bench.pause());
        }
    }
}
