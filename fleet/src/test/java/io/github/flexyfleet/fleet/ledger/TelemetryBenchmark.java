package io.github.flexyfleet.fleet.ledger;

import com.sun.management.OperatingSystemMXBean;
import com.sun.net.httpserver.HttpServer;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.report.Chronicle;
import io.github.flexyfleet.fleet.report.HtmlReport;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.WavePlan;
import io.github.flexyfleet.fleet.telemetry.RolloutMetrics;
import io.github.flexyfleet.fleet.telemetry.RolloutTraces;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * What metrics and traces add to the processor time of a rollout: the same rollout with and without them, in turns, in one
 * process. The collector is in it too, so the figure is an upper bound. Gateways answer at once, without HTTPS, so that a
 * real rollout has more to share it with. Arguments: a folder, the number of devices and of rounds.
 */
public final class TelemetryBenchmark {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Path folder;
    private final int devices;
    private final DiskFleet fleet;
    private final Ledger ledger;
    private int version;

    private TelemetryBenchmark(Path folder, int devices) throws Exception {
        this.folder = folder;
        this.devices = devices;
        LedgerClock clock = LedgerClock.system();
        this.fleet = new DiskFleet(folder, devices, clock);
        Holder self = Holder.self();
        LedgerStore store = new FolderStore(folder.resolve("ledger"), "disk");
        this.ledger = new Ledger(
                store,
                new Leases(store, self, LeaseTimes.standard(), clock, new Random(self.pid())),
                new Ledger.Surroundings(self, Optional.empty(), LeaseTimes.standard(), clock, Heart.thread()));
    }

    /** Prints medians and their ratio. */
    public static void main(String[] arguments) throws Exception {
        int devices = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        TelemetryBenchmark benchmark = new TelemetryBenchmark(Path.of(arguments[0]), devices);
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try {
            benchmark.run(
                    rounds,
                    URI.create("http://127.0.0.1:" + collector.getAddress().getPort()));
        } finally {
            collector.stop(0);
        }
    }

    private void run(int rounds, URI collector) throws Exception {
        // The JVM's own warm-up is nobody's.
        for (int i = 0; i < 3; i++) {
            rollout(Optional.of(collector));
        }
        List<Double> off = new ArrayList<>();
        List<Double> on = new ArrayList<>();
        List<Double> added = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            boolean first = round % 2 == 0;
            double[] one = rollout(first ? Optional.empty() : Optional.of(collector));
            double[] other = rollout(first ? Optional.of(collector) : Optional.empty());
            off.add(first ? one[0] : other[0]);
            on.add(first ? other[0] : one[0]);
            added.add(first ? other[1] : one[1]);
        }
        System.out.printf(
                Locale.ROOT,
                "%,d devices, %d rounds: %.0f ms of processor without, %.0f ms with metrics and traces, ratio %.3f;%n"
                        + "of these %.1f ms are the telemetry's own: %.2f %%%n",
                devices,
                rounds,
                median(off),
                median(on),
                median(on) / median(off),
                median(added),
                100 * median(added) / median(off));
    }

    /** Processor milliseconds of the whole, and of telemetry. */
    private double[] rollout(Optional<URI> collector) throws Exception {
        version++;
        WavePlan plan = WavePlan.atOnce(fleet.targets(version));
        System.gc();
        long begin = SYSTEM.getProcessCpuTime();
        Chronicle chronicle = new Chronicle(InstantSource.system());
        RolloutResult result = fleet.deploy(ledger, plan, chronicle);
        int page = HtmlReport.render(result).length();
        long told = SYSTEM.getProcessCpuTime();
        if (collector.isPresent()) {
            Files.writeString(folder.resolve("metrics.txt"), RolloutMetrics.text(result));
            if (!RolloutTraces.send(result, chronicle.story(), collector.get(), Map.of())) {
                throw new IllegalStateException("the collector did not take the trace");
            }
        }
        long end = SYSTEM.getProcessCpuTime();
        if (result.count(Outcome.CONFIRMED) != devices || page == 0) {
            throw new IllegalStateException(result.count(Outcome.CONFIRMED) + " of " + devices + " are confirmed");
        }
        return new double[] {(end - begin) / 1e6, (end - told) / 1e6};
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
