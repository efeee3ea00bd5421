package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.imports.FleetFileText;
import io.github.flexyfleet.fleet.imports.ImportFiles;
import io.github.flexyfleet.fleet.imports.ImportedFleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** The fleet file that an import writes; one that is there already is never touched. */
record NewFleetFile(Path file, Log log) {
    /** Reads what is imported, by the file that it is for. */
    @FunctionalInterface
    interface Source {
        ImportedFleet read(Path file) throws IOException, MojoFailureException;
    }

    /** Writes it and says what is left to fill in. */
    void write(Source source) throws MojoExecutionException, MojoFailureException {
        if (Files.exists(file)) { // before anything is asked: a live import costs calls
            throw exists();
        }
        try {
            ImportFiles.writeNew(file, FleetFileText.of(source.read(file)));
        } catch (FileAlreadyExistsException e) {
            throw exists();
        } catch (NoSuchFileException e) {
            throw new MojoExecutionException("there is no such file or folder: " + e.getFile(), e);
        } catch (IOException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
        log.info("written: " + file + "; its comments say what could not be read");
        List<Finding> findings = new FleetReader(InstantSource.system())
                .read(file.getParent(), file)
                .findings();
        findings.forEach(finding -> log.warn("to fill in: " + finding));
        log.info("next: " + (findings.isEmpty() ? "mvn flexy:validate" : "fill in, then mvn flexy:validate"));
    }

    private MojoFailureException exists() {
        return new MojoFailureException(
                file + " is there already and stays as it is; say another with -Dflexy.to=FILE");
    }
}
