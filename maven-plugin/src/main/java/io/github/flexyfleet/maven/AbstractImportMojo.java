package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.imports.ImportedFleet;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What an import does whatever it reads: writes a new fleet file and says what is left to fill in. */
abstract class AbstractImportMojo extends AbstractMojo {
    /** The fleet file to write; one that is there already is never touched. */
    @Parameter(property = "flexy.to", defaultValue = "${basedir}/fleet.yaml")
    private File to;

    /** The Talk2M account, if you want it filled in; needed for {@code live}. */
    @Parameter(property = "flexy.import.account")
    private String account;

    /** The hub's full host name, if you want it filled in; wins over what is found. */
    @Parameter(property = "flexy.import.hub")
    private String hub;

    /** Skips this plugin. */
    @Parameter(property = "flexy.skip", defaultValue = "false")
    private boolean skip;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("skipped (flexy.skip)");
            return;
        }
        new NewFleetFile(to.toPath().toAbsolutePath().normalize(), getLog())
                .write(file -> read(file).with(Optional.ofNullable(hub), account()));
    }

    /**
     * Reads what is imported.
     *
     * @param fleetFile where it will be written
     */
    abstract ImportedFleet read(Path fleetFile) throws IOException, MojoFailureException;

    /** The Talk2M account, when the user says it. */
    final Optional<String> account() {
        return Optional.ofNullable(account);
    }
}
