package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.imports.ImportFiles;
import io.github.flexyfleet.fleet.imports.ImportedFleet;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes a first fleet file from what is there: a BASIC script ({@code FILE.bas}), a tag list ({@code var_lst.csv}), or
 * the gateways of a Talk2M account ({@code live}, reads only). What could not be read is a comment in it.
 */
@Mojo(name = "import", requiresProject = false, threadSafe = true)
public class ImportMojo extends AbstractLiveImportMojo {
    private static final String LIVE = "live";

    /** {@code FILE.bas}, {@code var_lst.csv}, or {@code live}. */
    @Parameter(property = "flexy.from", required = true)
    private String from;

    @Override
    ImportedFleet read(Path fleetFile) throws IOException, MojoFailureException {
        return from.equals(LIVE)
                ? readGateways()
                : ImportFiles.read(Path.of(from).toAbsolutePath(), fleetFile);
    }
}
