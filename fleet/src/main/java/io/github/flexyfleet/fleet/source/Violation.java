package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.Finding;
import java.util.List;

/**
 * One way in which a tree does not fit its schema.
 *
 * @param finding what to tell
 * @param trail the values from the root down to the one that does not fit
 */
record Violation(Finding finding, List<Value> trail) {}
