package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.imports.ImportFiles;
import io.github.flexyfleet.fleet.imports.ImportedFleet;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Writes a first fleet file from what is there: a BASIC script ({@code FILE.bas}), a tag list ({@code var_lst.csv}), or
 * the gateways of a Talk2M account ({@code live}, reads only). What could not be read is a comment in it.
 */
@Mojo(name = "import", requiresProject = false, threadSafe = true)
public class ImportMojo extends AbstractImportMojo {
    private static final String LIVE = "live";

    /** {@code FILE.bas}, {@code var_lst.csv}, or {@code live}. */
    @Parameter(property = "flexy.from", required = true)
    private String from;

    /** Host name of the M2Web server, for {@code live}. */
    @Parameter(property = "flexy.import.server", defaultValue = "m2web.talk2m.com")
    private String server;

    @Parameter(defaultValue = "${settings}", readonly = true, required = true)
    private Settings settings;

    @Inject
    private SettingsDecrypter decrypter;

    @Override
    ImportedFleet read(Path fleetFile) throws IOException, MojoFailureException {
        if (!from.equals(LIVE)) {
            return ImportFiles.read(Path.of(from).toAbsolutePath(), fleetFile);
        }
        String account = account()
                .orElseThrow(() -> new MojoFailureException(
                        "the name of the Talk2M account is missing: -Dflexy.import.account=NAME; nothing was done"));
        CredentialReader credentials =
                new CredentialReader(System.getenv(), new SettingsServers(settings, decrypter, getLog()::error));
        return LiveGateways.open(account, server, credentials).read(getLog()::info);
    }
}
