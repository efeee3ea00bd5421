package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.ledger.LedgerStore;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.plan.GitCommit;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** What goals share that use what is kept between runs: of the real gateways, or of a rehearsal. */
abstract class AbstractStateMojo extends AbstractFlexyMojo {
    /** Works on virtual gateways, a virtual Talk2M and a virtual hub inside this process; needs no credentials. */
    @Parameter(property = "flexy.rehearsal", defaultValue = "false")
    private boolean rehearsal;

    /** Where certificates and private keys are kept between runs (real gateways only); never commit it. */
    @Parameter(property = "flexy.stateFolder", defaultValue = "${basedir}/.flexy")
    private File stateFolder;

    /**
     * Where the ledger is kept (real gateways only): a folder, also of a shared volume, or a database,
     * {@code jdbc:postgresql://HOST/DATABASE}; by default a folder in the state folder.
     */
    @Parameter(property = "flexy.ledger")
    private String ledger;

    @Parameter(defaultValue = "${settings}", readonly = true, required = true)
    private Settings settings;

    @Inject
    private SettingsDecrypter decrypter;

    /** The commit that the fleet file is of, when it is in git. */
    Optional<String> commit() {
        return GitCommit.of(projectFolder());
    }

    /** Whether this is a rehearsal. */
    final boolean rehearsal() {
        return rehearsal;
    }

    final Path stateFolder() {
        return stateFolder.toPath();
    }

    final Settings settings() {
        return settings;
    }

    final SettingsDecrypter decrypter() {
        return decrypter;
    }

    /** Folder of a rehearsal. */
    final Path rehearsalFolder() {
        return outputFolder().resolve("rehearsal");
    }

    /** Credentials of the environment and of settings.xml. */
    final CredentialReader credentials() {
        return new CredentialReader(System.getenv(), new SettingsServers(settings, decrypter, getLog()::error));
    }

    /** The store of the fleet's ledger; a rehearsal has its own. */
    final LedgerStore openLedger(Fleet fleet) throws IOException, MojoFailureException {
        if (rehearsal) {
            RehearsalSurroundings.keepOutOfGit(rehearsalFolder());
            return LedgerPlace.folder(rehearsalFolder().resolve("ledger"), fleet);
        }
        return LedgerPlace.open(ledger, stateFolder(), fleet, credentials());
    }
}
