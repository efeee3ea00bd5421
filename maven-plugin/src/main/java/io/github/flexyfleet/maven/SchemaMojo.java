package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.report.SchemaFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the JSON Schemas of this version for editors and other programs, and says which line binds a fleet file to its
 * schema. Needs no fleet file; reaches no network.
 */
@Mojo(name = "schema", requiresProject = false, threadSafe = true)
public class SchemaMojo extends AbstractMojo {
    /** The fleet file that the line is for. */
    @Parameter(property = "flexy.fleetFile", defaultValue = "${basedir}/fleet.yaml")
    private File fleetFile;

    /** The schemas are written to its folder {@code schema}. */
    @Parameter(property = "flexy.outputFolder", defaultValue = "${project.build.directory}/flexy")
    private File outputFolder;

    /** Skips this plugin. */
    @Parameter(property = "flexy.skip", defaultValue = "false")
    private boolean skip;

    @Override
    public void execute() throws MojoExecutionException {
        if (skip) {
            getLog().info("skipped (flexy.skip)");
            return;
        }
        Path folder = AbstractFlexyMojo.resolved(outputFolder).resolve("schema");
        try {
            SchemaFiles.write(folder).forEach(file -> getLog().info(file.toString()));
        } catch (IOException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
        getLog().info("for completion and hover text in editors, the first line of " + fleetFile.getName() + ":");
        getLog().info(SchemaFiles.modeline(folder.resolve(SchemaFiles.FLEET), fleetFile.toPath()));
    }
}
