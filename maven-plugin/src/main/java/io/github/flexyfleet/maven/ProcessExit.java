package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.rollout.ExitClass;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;

/**
 * Lets Maven's process end with the exit code of what a goal did. Maven knows 0 and 1 only, so a shutdown hook ends the
 * process with the other codes, after all else has ended (docs/decisions/0016). Only for a goal that was called directly, in
 * a process that is Maven's own. Thread-safe.
 */
final class ProcessExit {
    /** From the harmless to the grave: of several projects the gravest counts. */
    private static final List<ExitClass> ORDER = List.of(
            ExitClass.DONE, ExitClass.CHANGES_PENDING, ExitClass.DONE_WITH_DEBT, ExitClass.HALTED, ExitClass.ERROR);

    private static final Set<String> OWN =
            Set.of("org.codehaus.plexus.classworlds.launcher.Launcher", "org.apache.maven.wrapper.MavenWrapperMain");
    private static final List<String> IDES = List.of("idea.version", "idea.maven.embedder.version");
    private static final long OTHER_HOOKS_MILLIS = 3_000;

    private static final Map<String, Ended> ENDED = new LinkedHashMap<>();
    private static final Set<Thread> BEFORE = new HashSet<>();
    private static boolean registered;

    private ProcessExit() {}

    /**
     * How a goal ended.
     *
     * @param exit its class
     * @param failure what it failed with
     */
    record Ended(ExitClass exit, Optional<Throwable> failure) {}

    /** Remembers how a goal ended in the present project; the last goal counts there. */
    static void remember(MavenSession session, MojoExecution execution, Ended ended) {
        if (execution.getSource() != MojoExecution.Source.CLI || !isOwn(System.getProperties())) {
            return;
        }
        synchronized (ENDED) {
            ENDED.put(session.getCurrentProject().getId(), ended);
            BEFORE.clear();
            BEFORE.addAll(Thread.getAllStackTraces().keySet());
            if (!registered) {
                registered = true;
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(session), "flexy exit code"));
            }
        }
    }

    /** Whether this process is Maven's own, to be ended as Maven ends it: no IDE and no daemon. */
    static boolean isOwn(Properties system) {
        String main = system.getProperty("sun.java.command", "").split(" ", 2)[0];
        return OWN.contains(main) && IDES.stream().noneMatch(system::containsKey);
    }

    private static void end(MavenSession session) {
        OptionalInt code;
        Set<Thread> before;
        synchronized (ENDED) {
            boolean finished = session.getResult().hasExceptions()
                    || session.getProjects().stream()
                            .allMatch(project -> session.getResult().getBuildSummary(project) != null);
            code = code(finished, session.getResult().getExceptions(), ENDED.values());
            before = Set.copyOf(BEFORE);
        }
        if (code.isPresent()) {
            awaitOthers(before);
            System.out.flush();
            System.err.flush();
            Runtime.getRuntime().halt(code.getAsInt());
        }
    }

    /**
     * The code with which the process is to end; empty when it is Maven's own.
     *
     * @param finished whether the build has come to its end: a process that is interrupted before ends as it would
     * @param exceptions why it failed; one that is none of the goals' own is an error, whatever they did
     */
    static OptionalInt code(boolean finished, List<Throwable> exceptions, Collection<Ended> goals) {
        boolean ours = exceptions.stream()
                .allMatch(exception -> goals.stream()
                        .anyMatch(goal -> goal.failure()
                                .filter(failure -> isCause(exception, failure))
                                .isPresent()));
        int gravest = goals.stream()
                .mapToInt(goal -> ORDER.indexOf(goal.exit()))
                .max()
                .orElse(0);
        int code = ORDER.get(gravest).code();
        boolean maven = !finished || !ours || code <= 1;
        return maven ? OptionalInt.empty() : OptionalInt.of(code);
    }

    private static boolean isCause(Throwable exception, Throwable failure) {
        for (Throwable at = exception; at != null; at = at.getCause()) {
            if (at == failure) {
                return true;
            }
        }
        return false;
    }

    /** Other hooks are threads that began after the goal had ended. */
    private static void awaitOthers(Set<Thread> before) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(OTHER_HOOKS_MILLIS);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (before.contains(thread) || thread.isDaemon() || thread == Thread.currentThread()) {
                continue;
            }
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, end - System.nanoTime()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
