/** What monitoring systems get of a fleet and its rollouts: OpenMetrics text and OpenTelemetry traces. */
package io.github.flexyfleet.fleet.telemetry;
