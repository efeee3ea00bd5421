package io.github.flexyfleet.runtime.benchmark;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Prints what a way costs, divided by tabs: its name, values published a second, microseconds of processor time a second
 * of the plant, microseconds of the Flexy's charged on top, and bytes allocated a value.
 */
public final class PublishingCost {
    static final int FULL_SECONDS = 20;

    private static final int WARM_UP = FULL_SECONDS;

    private PublishingCost() {}

    /** Arguments: the way, and over how many seconds, a multiple of 20. */
    public static void main(String[] args) throws Exception {
        Cost cost = measure(args[0], Integer.parseInt(args[1]));
        System.out.printf(
                Locale.ROOT,
                "%s\t%.1f\t%.1f\t%.1f\t%.1f%n",
                args[0],
                cost.values,
                cost.cpu / 1e3,
                cost.charged / 1e3,
                cost.bytesPerValue());
    }

    /** What a second of the plant takes: values published, nanoseconds of processor time and charged, bytes allocated. */
    record Cost(double values, double cpu, double charged, double bytes) {
        double bytesPerValue() {
            return bytes / values;
        }
    }

    static Cost measure(String name, double seconds) throws Exception {
        Plant plant = new Plant();
        Way way = way(name, plant);
        long values = 0;
        long cpu = 0;
        long bytes = 0;
        long chargedBefore = 0;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < WARM_UP + seconds; i++) {
            if (i == WARM_UP) {
                values = 0;
                cpu = 0;
                bytes = 0;
                chargedBefore = plant.charged;
            }
            plant.second();
            long bytesAtStart = threads.getCurrentThreadAllocatedBytes();
            long cpuAtStart = threads.getCurrentThreadCpuTime();
            way.second(i);
            cpu += threads.getCurrentThreadCpuTime() - cpuAtStart;
            bytes += threads.getCurrentThreadAllocatedBytes() - bytesAtStart;
            values += way.published();
        }
        return new Cost(values / seconds, cpu / seconds, (plant.charged - chargedBefore) / seconds, bytes / seconds);
    }

    private static Way way(String name, Plant plant) throws Exception {
        return switch (name) {
            case "events" -> new RuntimeWay(plant, true);
            case "exports" -> new RuntimeWay(plant, false);
            case "script" -> new ScriptWay(plant, false);
            case "script-all" -> new ScriptWay(plant, true);
            case "library" -> new LibraryWay(plant);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
