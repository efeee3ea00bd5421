package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.DeviceProblemException;
import io.github.flexyfleet.fleet.rollout.Pace;
import java.io.File;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** What goals share that reach gateways and hub: real ones, or those of the embedded rehearsal world. */
abstract class AbstractWorldMojo extends AbstractFlexyMojo {
    private static final int MOST_DEVICES = 64;

    /** Works on virtual gateways, a virtual Talk2M and a virtual hub inside this process; needs no credentials. */
    @Parameter(property = "flexy.rehearsal", defaultValue = "false")
    private boolean rehearsal;

    /** Devices worked on at the same time, 1 to 64. */
    @Parameter(property = "flexy.concurrency", defaultValue = "8")
    private int concurrency;

    /** Where certificates and private keys are kept between runs (real gateways only); never commit it. */
    @Parameter(property = "flexy.stateFolder", defaultValue = "${basedir}/.flexy")
    private File stateFolder;

    @Parameter(defaultValue = "${settings}", readonly = true, required = true)
    private Settings settings;

    @Inject
    private SettingsDecrypter decrypter;

    @Override
    final void work(Fleet fleet)
            throws IOException, InterruptedException, MojoExecutionException, MojoFailureException {
        if (concurrency < 1 || concurrency > MOST_DEVICES) {
            throw new MojoFailureException("flexy.concurrency is " + concurrency + "; nothing was done. Give 1 to "
                    + MOST_DEVICES + ", or leave it out for 8");
        }
        BundledRuntime runtime = BundledRuntime.load();
        try (Surroundings surroundings = surroundings(fleet, runtime)) {
            SharedKeys.Result keys = surroundings.keys();
            report(keys.findings(), "in connection strings; nothing was done");
            FleetTargets targets =
                    StateFolder.targets(fleet, surroundings.certificates(), keys.keys(), surroundings.extraRoots());
            FleetEngine engine = new FleetEngine(
                    surroundings.connections(),
                    surroundings.release(),
                    surroundings.settings(concurrency),
                    Pace.system());
            work(fleet, targets, engine);
        } catch (DeviceProblemException e) {
            throw new MojoExecutionException(e.problem() + "; nothing was done", e);
        }
    }

    /** The goal's own work in its surroundings. */
    abstract void work(Fleet fleet, FleetTargets targets, FleetEngine engine)
            throws IOException, InterruptedException, DeviceProblemException, MojoFailureException;

    /** Whether this is a rehearsal. */
    final boolean rehearsal() {
        return rehearsal;
    }

    private Surroundings surroundings(Fleet fleet, BundledRuntime runtime) throws IOException, MojoFailureException {
        if (rehearsal) {
            return RehearsalSurroundings.open(fleet, runtime, outputFolder().resolve("rehearsal"));
        }
        CredentialReader credentials =
                new CredentialReader(System.getenv(), new SettingsServers(settings, decrypter, getLog()::error));
        return RealSurroundings.open(
                fleet, runtime, credentials, SettingsProxy.of(settings, decrypter), stateFolder.toPath());
    }
}
