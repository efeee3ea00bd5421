package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.identity.ExportCheck;
import io.github.flexyfleet.fleet.identity.HubExport;
import io.github.flexyfleet.fleet.identity.KeyRotation;
import io.github.flexyfleet.fleet.identity.WantedIdentity;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.ExitClass;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Compares a hub's export with the identities that the fleet file wants: missing, disabled, of another kind, with another
 * thumbprint, left over. For who has no access to the hub; reaches no network.
 */
@Mojo(name = "verify-identities", requiresProject = false, threadSafe = true)
public class VerifyIdentitiesMojo extends AbstractIdentitiesMojo {
    @Override
    boolean onlyLooks() {
        return true;
    }

    @Override
    void work(Fleet fleet) throws IOException, MojoExecutionException, MojoFailureException {
        HubExport export = export().orElseThrow(() -> new MojoFailureException(
                "flexy.export is missing; nothing was done. Give the hub's export: -Dflexy.export=devices.txt"
                        + " (az iot hub device-identity export)"));
        List<WantedIdentity> wanted = wanted(fleet);
        List<ExportCheck.Mismatch> found = UnknownCertificates.told(
                fleet,
                wanted,
                ExportCheck.of(
                        export,
                        wanted,
                        ownership(fleet),
                        KeyRotation.due(fleet, export.identities(), Instant.now()),
                        proven(fleet, export)));
        ExitClass exit = ExportCheck.exitClass(found);
        MismatchLog.write(getLog(), found);
        getLog().info(
                        found.isEmpty()
                                ? "all " + wanted.size() + " identities are at the hub as the fleet file wants them"
                                : found.size() + " of what the fleet of " + wanted.size()
                                        + " devices wants is not so at the hub");
        if (exit == ExitClass.ERROR) {
            MojoFailureException failure = new MojoFailureException(
                    found.size() + " mismatches between the hub's export and the fleet; no import mends all of them");
            ended(exit, Optional.of(failure));
            throw failure;
        }
        ended(exit, Optional.empty());
    }
}
