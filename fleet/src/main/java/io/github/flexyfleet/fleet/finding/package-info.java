/** Findings: what is wrong with the input, as data with a place and a mend. Depends on nothing of ours. */
package io.github.flexyfleet.fleet.finding;
