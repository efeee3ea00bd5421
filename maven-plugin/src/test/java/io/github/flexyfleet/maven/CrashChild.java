package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.SystemStreamLog;

/**
 * A process that deploys to a world with planted secrets and tells each step, until {@link CrashDumpIT} has it crash. It has
 * read all secrets of a user's environment: its keys are in keystores, signed by an authority of its own, and somebody is to
 * hear of its end.
 */
final class CrashChild {
    private CrashChild() {}

    /** Takes the folder of the fleet. */
    public static void main(String[] given) throws Exception {
        Path folder = Path.of(given[0]);
        CredentialReader credentials = new CredentialReader(System.getenv(), id -> Optional.empty());
        Aftermath after = new AftermathReader(credentials, WebProxy.standard(), folder, new SystemStreamLog())
                .read(List.of("http://127.0.0.1:9/"), List.of("halt"), "json", "30d");
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            fleet.setDefault("certificate: {custody: keystore, issuer: ca}");
            new AuthorityOnDisk(KeyCustody.folder(folder), credentials)
                    .create(fleet.fleet().name());
            RehearsalSurroundings world = fleet.surroundings();
            FleetTargets targets = StateFolder.targets(
                    fleet.fleet(),
                    StateFolder.store(world.certificates(), KeyCustody.of(fleet.fleet(), credentials, folder)),
                    SharedKeys.NONE,
                    world.extraRoots(),
                    world.certificates());
            fleet.engine().deploy(fleet.fleet().name(), targets.targets(), event -> {
                if (event instanceof RolloutEvent.StageReached step) {
                    System.out.println("step " + step.stage());
                }
            });
            System.out.println("step END, and then to be told: " + after.kinds());
        }
    }
}
