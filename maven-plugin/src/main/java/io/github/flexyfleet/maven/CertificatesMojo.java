package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.CertificateBoard;
import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.report.ConsoleCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Shows the certificates of all devices: when they end, when they are renewed, where their keys are. Reads the state
 * folder alone: no network, no pass phrase; issues nothing.
 */
@Mojo(name = "certificates", requiresProject = false, threadSafe = true)
public class CertificatesMojo extends AbstractStateMojo {
    @Override
    void work(Fleet fleet) throws IOException {
        Path state = rehearsal() ? rehearsalFolder() : stateFolder();
        Instant now = Instant.now();
        CertificateStore store = StateFolder.store(state.resolve("certificates"), KeyCustody.closed(state));
        List<CertificateBoard.Row> rows = CertificateBoard.of(fleet, store, now);
        ConsoleCertificates.lines(rows).forEach(getLog()::info);
        Path file = outputFolder().resolve("certificates.json");
        Files.createDirectories(outputFolder());
        Files.writeString(file, ConsoleCertificates.json(fleet.name(), now, rows));
        getLog().info("as JSON: " + file);
    }
}
