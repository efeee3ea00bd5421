package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.identity.ExportCheck.Mismatch;
import java.util.List;
import org.apache.maven.plugin.logging.Log;

/** Says what of a hub's export is not as the fleet wants it. */
final class MismatchLog {
    private MismatchLog() {}

    /** Each with its mend. */
    static void write(Log log, List<Mismatch> found) {
        for (Mismatch mismatch : found) {
            log.warn(mismatch.toString());
            log.info("    mend: " + mismatch.code().mend());
        }
    }
}
