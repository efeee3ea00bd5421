package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.compile.BundleWriter;
import io.github.flexyfleet.fleet.compile.CompiledFleet;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.model.Fleet;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** What goals share that write bundles as files. */
abstract class AbstractBundleMojo extends AbstractFlexyMojo {
    /** Where certificates and private keys are kept between runs; never commit it. */
    @Parameter(property = "flexy.stateFolder", defaultValue = "${basedir}/.flexy")
    private File stateFolder;

    @Parameter(defaultValue = "${settings}", readonly = true, required = true)
    private Settings settings;

    @Inject
    private SettingsDecrypter decrypter;

    /** What the devices are to run; connection strings and pass phrases are read as far as they are needed. */
    final FleetTargets targets(Fleet fleet) throws IOException, MojoFailureException {
        CredentialReader credentials =
                new CredentialReader(System.getenv(), new SettingsServers(settings, decrypter, getLog()::error));
        Path certificates = stateFolder.toPath().resolve("certificates");
        SharedKeys.Result keys = new BundleKeys(credentials, settings, decrypter, certificates).read(fleet);
        report(keys.findings(), "in the keys of devices; nothing was done");
        return StateFolder.targets(
                fleet,
                StateFolder.store(certificates, KeyCustody.of(fleet, credentials, stateFolder.toPath())),
                keys.keys(),
                List.of(),
                certificates);
    }

    /** Writes bundles, and says which lack their key since only their devices have it. */
    final void write(CompiledFleet compiled, Path folder) throws IOException {
        BundleWriter.write(compiled, folder)
                .withoutKey()
                .forEach(device -> getLog().warn(device
                        + ": its bundle lacks the private key, which the device alone has (custody: device-only)"));
    }
}
