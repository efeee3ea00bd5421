package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.compile.BundleWriter;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.model.Fleet;
import java.io.File;
import java.io.IOException;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Compiles the fleet file to one bundle a device and writes the bundles as files, with the private keys: mode 0600 in
 * folders 0700. Reaches no network. Certificates are issued where they are missing or due; the connection strings of
 * devices with keys are read.
 */
@Mojo(name = "compile", defaultPhase = LifecyclePhase.COMPILE, requiresProject = false, threadSafe = true)
public class CompileMojo extends AbstractFlexyMojo {
    /** Where certificates and private keys are kept between runs; never commit it. */
    @Parameter(property = "flexy.stateFolder", defaultValue = "${basedir}/.flexy")
    private File stateFolder;

    @Parameter(defaultValue = "${settings}", readonly = true, required = true)
    private Settings settings;

    @Inject
    private SettingsDecrypter decrypter;

    @Override
    void work(Fleet fleet) throws IOException, MojoFailureException {
        CredentialReader credentials =
                new CredentialReader(System.getenv(), new SettingsServers(settings, decrypter, getLog()::error));
        SharedKeys.Result keys = FleetCredentials.keys(fleet, credentials);
        credentials.check("");
        report(keys.findings(), "in connection strings; nothing was done");
        FleetTargets targets =
                StateFolder.targets(fleet, stateFolder.toPath().resolve("certificates"), keys.keys(), List.of());
        BundleWriter.write(targets.compiled(), outputFolder().resolve("bundles"));
        targets.targets()
                .forEach(target ->
                        getLog().info(target.device() + " " + target.digest().hex()));
        getLog().info("bundles: " + outputFolder().resolve("bundles") + " (they hold private keys)");
    }
}
