package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.finding.Severity;
import java.util.List;
import org.apache.maven.plugin.logging.Log;

/** Findings in Maven's log, one a line. */
final class FindingLog {
    private FindingLog() {}

    /** Shows the findings and counts the errors. */
    static long show(List<Finding> findings, Log log) {
        for (Finding finding : findings) {
            switch (finding.severity()) {
                case ERROR -> log.error(finding.toString());
                case WARNING -> log.warn(finding.toString());
            }
        }
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .count();
    }
}
