package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.report.HtmlReport;
import io.github.flexyfleet.fleet.report.JsonReport;
import io.github.flexyfleet.fleet.report.JunitReport;
import io.github.flexyfleet.fleet.report.MarkdownReport;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A rollout's result as files: one for people, the others for programs and build servers. */
final class ReportFiles {
    private ReportFiles() {}

    /**
     * Writes {@code report.html}, {@code report.json}, {@code report.md} and {@code junit.xml}.
     *
     * @param folder made if it is missing
     * @param around what the page tells besides the result
     * @return the page for people
     */
    static Path write(Path folder, RolloutResult result, HtmlReport.Around around) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.json"), JsonReport.render(result));
        Files.writeString(folder.resolve("report.md"), MarkdownReport.render(result));
        Files.writeString(folder.resolve("junit.xml"), JunitReport.render(result));
        return Files.writeString(folder.resolve("report.html"), HtmlReport.render(result, around));
    }
}
