package io.github.flexyfleet.fleet.ledger;

import com.sun.management.OperatingSystemMXBean;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.report.HtmlReport;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.WavePlan;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * What a rollout takes of the processor besides waiting for devices: rollout, ledger with its fsyncs and report, with
 * gateways that answer at once. Each gateway keeps its state in a small file, whose reading and writing is in the figure.
 * Arguments: a folder and the number of devices.
 */
public final class OverheadBenchmark {
    private OverheadBenchmark() {}

    /** Deploys twice: to devices that lack the configuration, and to devices that have it. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int devices = Integer.parseInt(arguments[1]);
        LedgerClock clock = LedgerClock.system();
        DiskFleet fleet = new DiskFleet(folder, devices, clock);
        Holder self = Holder.self();
        LedgerStore store = new FolderStore(folder.resolve("ledger"), "disk");
        Ledger ledger = new Ledger(
                store,
                new Leases(store, self, LeaseTimes.standard(), clock, new Random(self.pid())),
                new Ledger.Surroundings(self, Optional.empty(), LeaseTimes.standard(), clock, Heart.thread()));
        measure(fleet, ledger, devices, "changed", Outcome.CONFIRMED);
        measure(fleet, ledger, devices, "unchanged", Outcome.UNCHANGED);
    }

    private static void measure(DiskFleet fleet, Ledger ledger, int devices, String what, Outcome expected)
            throws Exception {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long processor = system.getProcessCpuTime();
        long begin = System.nanoTime();
        RolloutResult result = fleet.deploy(ledger, WavePlan.atOnce(fleet.targets(1)));
        int page = HtmlReport.render(result).length();
        double used = (system.getProcessCpuTime() - processor) / 1e6;
        double wall = (System.nanoTime() - begin) / 1e9;
        if (result.count(expected) != devices || page == 0) {
            throw new IllegalStateException(result.count(expected) + " of " + devices + " are " + expected);
        }
        System.out.printf(
                Locale.ROOT,
                "%,d devices %s: %.2f ms of processor a device, %.1f s, most memory of the process so far %s%n",
                devices,
                what,
                used / devices,
                wall,
                memory());
    }

    private static String memory() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.substring("VmHWM:".length()).strip())
                .findFirst()
                .orElse("unknown");
    }
}
