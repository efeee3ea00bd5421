package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.compile.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A process that holds a lease, or wants one.
 *
 * @param user who runs it
 * @param host where, as people know it
 * @param machine where, so that two machines or containers of one name are told apart; empty when not known
 * @param pid its process id there
 * @param started when the process started, by its own clock
 */
public record Holder(String user, String host, String machine, long pid, Instant started) {
    /** A start time is told in hundredths of a second after a boot whose time is rounded. */
    private static final Duration ROUNDING = Duration.ofSeconds(3);

    /** This process. */
    public static Holder self() {
        ProcessHandle self = ProcessHandle.current();
        String host = hostName();
        return new Holder(
                System.getProperty("user.name", "unknown"),
                host,
                machine(host),
                self.pid(),
                self.info().startInstant().orElse(Instant.EPOCH));
    }

    /**
     * Whether this process ran on the machine of the other one and is gone, so that nobody need wait for its lease to
     * expire. False when that cannot be known from there.
     */
    boolean isKnownDead(Holder there) {
        if (machine.isEmpty() || !machine.equals(there.machine)) {
            return false;
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant())
                .filter(start -> Duration.between(start, started).abs().compareTo(ROUNDING) <= 0)
                .isEmpty();
    }

    /** Whether this process runs on the machine of the other one now. */
    boolean isKnownAlive(Holder there) {
        return !machine.isEmpty() && machine.equals(there.machine) && !isKnownDead(there);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** Process ids mean something only within one boot and, on Linux, one container. */
    private static String machine(String host) {
        try {
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            String space = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            String all = host + ' ' + boot + ' ' + space;
            return Digest.of(all.getBytes(StandardCharsets.UTF_8)).abbreviated();
        } catch (IOException | UnsupportedOperationException e) {
            return host.equals("unknown") ? "" : host;
        }
    }

    /** For messages: {@code ada@build-7 (process 4711)}. */
    @Override
    public String toString() {
        return user + "@" + host + " (process " + pid + ")";
    }
}
