package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.imports.FleetFileText;
import io.github.flexyfleet.fleet.imports.ImportFiles;
import io.github.flexyfleet.fleet.imports.ImportedFleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
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
        Path file = to.toPath().toAbsolutePath().normalize();
        if (Files.exists(file)) { // before anything is asked: a live import costs calls
            throw exists(file);
        }
        try {
            ImportedFleet fleet = read(file).with(Optional.ofNullable(hub), account());
            ImportFiles.writeNew(file, FleetFileText.of(fleet));
        } catch (FileAlreadyExistsException e) {
            throw exists(file);
        } catch (NoSuchFileException e) {
            throw new MojoExecutionException("there is no such file or folder: " + e.getFile(), e);
        } catch (IOException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
        getLog().info("written: " + file + "; its comments say what could not be read");
        List<Finding> findings = new FleetReader(InstantSource.system())
                .read(file.getParent(), file)
                .findings();
        findings.forEach(finding -> getLog().warn("to fill in: " + finding));
        getLog().info("next: " + (findings.isEmpty() ? "mvn flexy:validate" : "fill in, then mvn flexy:validate"));
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

    private static MojoFailureException exists(Path file) {
        return new MojoFailureException(
                file + " is there already and stays as it is; say another with -Dflexy.to=FILE");
    }
}
