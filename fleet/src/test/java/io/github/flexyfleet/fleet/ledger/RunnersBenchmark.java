package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.gateway.DeviceLink;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.ledger.postgres.PostgresStore;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.WavePlan;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * How much faster 2 and 4 runners do a rollout than one, each with as many devices at a time, on one PostgreSQL. Each runner
 * is a process of its own; each call to a device takes as long as is said, and nothing else. Arguments: a folder, devices,
 * devices at a time, milliseconds a call, and the numbers of runners.
 */
public final class RunnersBenchmark {
    private static final Set<String> CALLS = Set.of("status", "upload", "apply", "confirm");

    private RunnersBenchmark() {}

    /** Starts the server and the runners; or is a runner, when it gets a port as its last argument. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int devices = Integer.parseInt(arguments[1]);
        int concurrency = Integer.parseInt(arguments[2]);
        int latency = Integer.parseInt(arguments[3]);
        if (arguments[4].equals("runner")) {
            work(folder, devices, concurrency, latency, Integer.parseInt(arguments[5]));
            return;
        }
        try (EmbeddedPostgres server = PostgresServer.start()) {
            double alone = 0;
            for (int at = 4; at < arguments.length; at++) {
                int runners = Integer.parseInt(arguments[at]);
                Path place = Files.createDirectory(folder.resolve("runners-" + runners));
                double seconds = time(place, arguments, runners, server.getPort());
                alone = alone == 0 ? seconds : alone;
                System.out.printf(
                        Locale.ROOT,
                        "%d runners: %d devices in %.1f s, %.2f devices/s, %.2f times one%n",
                        runners,
                        devices,
                        seconds,
                        devices / seconds,
                        alone / seconds);
            }
        }
    }

    /** From when all are told to begin until the last one has ended. */
    private static double time(Path place, String[] arguments, int runners, int port) throws Exception {
        List<Process> all = new ArrayList<>();
        for (int number = 0; number < runners; number++) {
            all.add(new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx128m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            RunnersBenchmark.class.getName(),
                            place.toString(),
                            arguments[1],
                            arguments[2],
                            arguments[3],
                            "runner",
                            Integer.toString(port))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        }
        for (Process one : all) {
            await(one, 'r');
        }
        long begun = System.nanoTime();
        for (Process one : all) {
            try (OutputStream out = one.getOutputStream()) {
                out.write('\n');
            }
        }
        for (Process one : all) {
            await(one, 'e');
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        for (Process one : all) {
            if (one.waitFor() != 0) {
                throw new IllegalStateException("a runner failed");
            }
        }
        return seconds;
    }

    private static void await(Process one, char sign) throws Exception {
        InputStream told = one.getInputStream();
        for (int next = told.read(); next != sign; next = told.read()) {
            if (next < 0) {
                throw new IllegalStateException("a runner ended with " + one.waitFor());
            }
        }
    }

    private static void work(Path folder, int devices, int concurrency, int latency, int port) throws Exception {
        LedgerClock clock = LedgerClock.system();
        try (PostgresStore store = new PostgresStore(
                PostgresServer.access(port), folder.getFileName().toString(), clock)) {
            DiskFleet fleet = new DiskFleet(folder, devices, clock).reached(link -> slow(link, latency));
            Holder self = Holder.self();
            LeaseTimes times = LeaseTimes.standard();
            Ledger ledger = new Ledger(
                    store,
                    new Leases(store, self, times, clock, new Random(self.pid())),
                    new Ledger.Surroundings(self, Optional.empty(), times, clock, Heart.thread()));
            store.rollouts(); // connects
            System.out.print('r');
            System.out.flush();
            if (System.in.read() < 0) {
                return;
            }
            RolloutResult result =
                    fleet.deployAmong(ledger, "benchmark", WavePlan.atOnce(fleet.targets(1)), concurrency);
            System.out.print('e');
            System.out.flush();
            if (result.count(Outcome.CONFIRMED) != devices) {
                throw new IllegalStateException(result.toString());
            }
        }
    }

    private static DeviceLink slow(DeviceLink link, int latency) {
        return (DeviceLink) Proxy.newProxyInstance(
                DeviceLink.class.getClassLoader(), new Class<?>[] {DeviceLink.class}, (proxy, method, arguments) -> {
                    if (CALLS.contains(method.getName())) {
                        Thread.sleep(latency);
                    }
                    try {
                        return method.invoke(link, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
