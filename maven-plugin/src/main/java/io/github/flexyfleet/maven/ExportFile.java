package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.identity.HubExport;
import java.io.File;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import org.apache.maven.plugin.MojoFailureException;

/** The file of {@code flexy.export}. */
final class ExportFile {
    private ExportFile() {}

    /**
     * Reads it.
     *
     * @throws MojoFailureException when it cannot be read
     */
    static HubExport read(File export) throws MojoFailureException {
        try {
            return HubExport.read(Files.readString(export.toPath()));
        } catch (CharacterCodingException e) {
            throw new MojoFailureException("flexy.export: " + export + " is no text; nothing was done");
        } catch (IOException e) {
            throw new MojoFailureException("flexy.export: " + export + " cannot be read; nothing was done");
        }
    }
}
