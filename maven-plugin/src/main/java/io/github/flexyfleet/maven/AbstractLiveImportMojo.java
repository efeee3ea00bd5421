package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.imports.ImportedFleet;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** What an import of live gateways needs: real ones, or those of the embedded rehearsal world. */
abstract class AbstractLiveImportMojo extends AbstractImportMojo {
    /** Host name of the M2Web server, for {@code live}. */
    @Parameter(property = "flexy.import.server", defaultValue = "m2web.talk2m.com")
    private String server;

    /** For {@code live}: M2Web calls that the account has a day, counted with those of deploys. */
    @Parameter(property = "flexy.import.callsPerDay", defaultValue = "10000")
    private int callsPerDay;

    /** Where the count of calls is kept, with all else that deploys keep between runs; never commit it. */
    @Parameter(property = "flexy.stateFolder", defaultValue = "${basedir}/.flexy")
    private File stateFolder;

    /**
     * With {@code live}: reads virtual gateways inside this process, those of the fleet file if there is one; needs no
     * credentials.
     */
    @Parameter(property = "flexy.rehearsal", defaultValue = "false")
    private boolean rehearsal;

    /** The fleet file whose gateways a rehearsal has; without one it has three of its own. */
    @Parameter(property = "flexy.fleetFile", defaultValue = "${basedir}/fleet.yaml")
    private File fleetFile;

    /** The project folder of that fleet file. */
    @Parameter(property = "flexy.projectFolder", defaultValue = "${basedir}")
    private File projectFolder;

    /** Where the rehearsal world lies. */
    @Parameter(property = "flexy.outputFolder", defaultValue = "${project.build.directory}/flexy")
    private File outputFolder;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${settings}", readonly = true, required = true)
    private Settings settings;

    @Inject
    private SettingsDecrypter decrypter;

    /** Reads the gateways of an account. */
    final ImportedFleet readGateways() throws IOException, MojoFailureException {
        if (rehearsal) {
            Path folder = projectFolder.toPath().toAbsolutePath().normalize();
            return new RehearsedGateways(folder, fleetFile.toPath(), AbstractFlexyMojo.resolved(outputFolder))
                    .read(MavenVariables.of(project, session), getLog()::info);
        }
        String account = account()
                .orElseThrow(() -> new MojoFailureException(
                        "the name of the Talk2M account is missing: -Dflexy.import.account=NAME; nothing was done"));
        CredentialReader credentials =
                new CredentialReader(System.getenv(), new SettingsServers(settings, decrypter, getLog()::error));
        return LiveGateways.open(
                        account,
                        server,
                        callsPerDay,
                        credentials,
                        SettingsProxy.of(settings, decrypter),
                        stateFolder.toPath())
                .read(getLog()::info);
    }
}
