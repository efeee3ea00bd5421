package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import java.nio.file.Path;
import java.time.Duration;

/** A process that deploys to a world with planted secrets and tells each step, until {@link CrashDumpIT} has it crash. */
final class CrashChild {
    private CrashChild() {}

    /** Takes the folder of the fleet. */
    public static void main(String[] given) throws Exception {
        try (RehearsedFleet fleet = new RehearsedFleet(Path.of(given[0]), 1, "S1")) {
            fleet.deploy(fleet.connections(), Duration.ofMinutes(2), event -> {
                if (event instanceof RolloutEvent.StageReached step) {
                    System.out.println("step " + step.stage());
                }
            });
            System.out.println("step END");
        }
    }
}
