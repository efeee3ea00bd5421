package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What became of a fleet file.
 *
 * @param fleet the fleet; empty when any finding is an error
 * @param findings errors and warnings, sorted by place
 */
public record FleetResult(Optional<Fleet> fleet, List<Finding> findings) {
    /** Takes a copy. */
    public FleetResult {
        findings = List.copyOf(findings);
    }
}
