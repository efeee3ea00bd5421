package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.CertificateStoreException;
import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.model.FleetResult;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** What all goals share: where the fleet file lies, reading it, and how failures reach the user. */
abstract class AbstractFlexyMojo extends AbstractMojo {
    /** The fleet file. */
    @Parameter(property = "flexy.fleetFile", defaultValue = "${basedir}/fleet.yaml")
    private File fleetFile;

    /** The project folder; no file outside of it is read, and findings name files relative to it. */
    @Parameter(property = "flexy.projectFolder", defaultValue = "${basedir}")
    private File projectFolder;

    /** Where results are written. */
    @Parameter(property = "flexy.outputFolder", defaultValue = "${project.build.directory}/flexy")
    private File outputFolder;

    /** Skips this plugin. */
    @Parameter(property = "flexy.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    private List<Finding> findings = List.of();

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("skipped (flexy.skip)");
            return;
        }
        try {
            work(readFleet());
        } catch (IOException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        } catch (CertificateStoreException e) {
            throw new MojoExecutionException(code(e.kind()).id() + " " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted; the next run goes on from what the devices hold", e);
        }
    }

    private static ProblemCode code(CertificateStoreException.Kind kind) {
        return switch (kind) {
            case FILES -> ProblemCode.CERTIFICATES;
            case TOKEN -> ProblemCode.TOKEN;
            case PIN -> ProblemCode.TOKEN_PIN;
            case TOKEN_KEY -> ProblemCode.TOKEN_KEY;
        };
    }

    /** The goal's own work. */
    abstract void work(Fleet fleet)
            throws IOException, InterruptedException, MojoExecutionException, MojoFailureException;

    /** Folder for results. */
    final Path outputFolder() {
        return resolved(outputFolder);
    }

    /**
     * A folder below the build folder. Without a POM Maven leaves its own "${project.basedir}/target" as it is, and takes
     * it for a folder of that name.
     */
    static Path resolved(File folder) {
        return Path.of(folder.getPath().replace("${project.basedir}" + File.separator, ""));
    }

    /** The fleet file, absolute or relative to the project folder. */
    final Path fleetFile() {
        return fleetFile.toPath();
    }

    /** Maven's session. */
    final MavenSession session() {
        return session;
    }

    /** The project folder. */
    final Path projectFolder() {
        return projectFolder.toPath().toAbsolutePath().normalize();
    }

    /** Shows findings, and fails when there is an error among them. */
    final void report(List<Finding> findings, String where) throws MojoFailureException {
        long errors = FindingLog.show(findings, getLog());
        if (errors > 0) {
            throw new MojoFailureException(errors + (errors == 1 ? " error " : " errors ") + where);
        }
    }

    /** Findings of the fleet file that was read last. */
    final List<Finding> findings() {
        return findings;
    }

    /** Called with all findings of the fleet file before they are shown, also when there are none. */
    void found(List<Finding> findings) throws IOException {}

    /** The fleet that the goal is about. */
    Fleet readFleet() throws MojoExecutionException, MojoFailureException, IOException, InterruptedException {
        return readFleet(projectFolder(), fleetFile.toPath());
    }

    /** Reads a fleet file; all its findings are told. */
    final Fleet readFleet(Path folder, Path file) throws MojoFailureException, IOException {
        FleetResult result =
                new FleetReader(InstantSource.system(), MavenVariables.of(project, session)).read(folder, file);
        findings = result.findings();
        found(findings);
        report(result.findings(), "in the fleet file; nothing was done");
        return result.fleet().orElseThrow();
    }
}
