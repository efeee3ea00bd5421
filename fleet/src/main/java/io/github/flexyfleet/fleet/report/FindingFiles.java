package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Findings as files, for programs and code scanning. */
public final class FindingFiles {
    private FindingFiles() {}

    /**
     * Writes {@code findings.json} and {@code findings.sarif}, also when there is no finding: who reads them need not
     * guess whether the check ran.
     *
     * @param folder made if it is missing
     * @param toolVersion version of this tool
     * @throws IOException when a file cannot be written
     */
    public static void write(Path folder, List<Finding> findings, String toolVersion) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("findings.json"), FindingsJson.render(findings));
        Files.writeString(folder.resolve("findings.sarif"), FindingsSarif.render(findings, toolVersion));
    }
}
