package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.hub.HubSnapshot;
import io.github.flexyfleet.fleet.identity.IdentityPlan;
import io.github.flexyfleet.fleet.identity.IdentityReport;
import io.github.flexyfleet.fleet.identity.WantedIdentity;
import io.github.flexyfleet.simulator.hub.HubTier;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Compares and synchronises the identities of a fleet with the simulator's hub, over HTTPS through its proxy, and counts
 * the calls. The tool's own pacing is off, or the hub's throttle would be what is measured.
 *
 * <p>Arguments: a folder to work in, and how many devices.
 */
public final class IdentityBenchmark {
    private IdentityBenchmark() {}

    /**
     * What it took.
     *
     * @param made calls to look at an empty hub and to make all identities
     * @param compared calls to compare them once they are there
     * @param tagged calls to tag all twins
     * @param seconds of these three
     */
    record Figures(int made, int compared, int tagged, List<Double> seconds) {}

    /** See the class. */
    public static void main(String[] args) throws Exception {
        int devices = Integer.parseInt(args[1]);
        Figures figures = run(Path.of(args[0]), devices);
        System.out.printf(
                Locale.ROOT,
                "%d identities: made by %d calls in %.2f s, compared by %d calls in %.2f s, tagged by %d calls in %.2f s%n",
                devices,
                figures.made(),
                figures.seconds().get(0),
                figures.compared(),
                figures.seconds().get(1),
                figures.tagged(),
                figures.seconds().get(2));
        System.exit(0);
    }

    static Figures run(Path folder, int devices) throws Exception {
        List<WantedIdentity> wanted = IdentityHub.wanted(devices);
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1)) {
            long began = System.nanoTime();
            IdentityReport report =
                    world.writer().register(world.look(wanted), wanted).report();
            double making = since(began);
            int made = world.takeCalls();
            require(report.created() == devices && report.failed().isEmpty(), report.words());

            began = System.nanoTime();
            HubSnapshot seen = world.look(wanted);
            IdentityPlan plan = IdentityPlan.of(seen, wanted, IdentityHub.ownership());
            double comparing = since(began);
            int compared = world.takeCalls();
            require(wanted.stream().noneMatch(one -> plan.changesAccess(one.device())), "they differ");

            began = System.nanoTime();
            IdentityReport tags = world.writer().tag(seen, wanted).report();
            double tagging = since(began);
            require(tags.tagged() == devices, tags.words());
            return new Figures(made, compared, world.takeCalls(), List.of(making, comparing, tagging));
        }
    }

    private static void require(boolean right, String words) {
        if (!right) {
            throw new IllegalStateException(words);
        }
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
