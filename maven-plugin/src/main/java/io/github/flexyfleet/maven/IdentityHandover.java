package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.hub.HubSnapshot;
import io.github.flexyfleet.fleet.identity.ExportCheck;
import io.github.flexyfleet.fleet.identity.HubExport;
import io.github.flexyfleet.fleet.identity.IdentityFiles;
import io.github.flexyfleet.fleet.identity.ProvenCertificates;
import io.github.flexyfleet.fleet.identity.WantedIdentity;
import io.github.flexyfleet.fleet.model.Fleet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** Hands what is to be done at the hub over to somebody who has access to it; says what was left out, and why. */
record IdentityHandover(AbstractIdentitiesMojo goal, Log log) {
    /** Writes the files. */
    void write(Fleet fleet, Path folder) throws IOException, MojoExecutionException, MojoFailureException {
        List<WantedIdentity> wanted = goal.wanted(fleet);
        Optional<HubExport> export = goal.export();
        HubExport seen = export.orElse(HubExport.NONE);
        HubSnapshot hub = export.isPresent()
                ? seen.snapshot(wanted.stream().map(WantedIdentity::device).toList())
                : HubSnapshot.NONE;
        ProvenCertificates proven = goal.proven(fleet, seen);
        IdentityFiles files = IdentityFiles.of(fleet.hub(), hub, wanted, goal.ownership(fleet), proven);
        log.info(files.changes().size() + " of " + wanted.size() + " identities to write, "
                + files.removed().size() + " to disable");
        if (!files.disabledByScriptOnly().isEmpty()) {
            log.info("of these the script alone disables, since an import would write their keys: "
                    + files.disabledByScriptOnly());
        }
        MismatchLog.write(log, ExportCheck.unproven(seen, wanted, goal.ownership(fleet), proven));
        log.info(IdentityFolder.write(folder, files));
        log.info("next: mvn flexy:verify-identities -Dflexy.export=EXPORT");
    }
}
