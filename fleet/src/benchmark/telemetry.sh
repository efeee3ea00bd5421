#!/usr/bin/env bash
# Measures what metrics and traces add to the processor time of a rollout: the same one with and without them, in turns.
# Usage: fleet/src/benchmark/telemetry.sh [DEVICES] [ROUNDS] (docs/performance.md explains the output)
. "$(dirname "$0")/prepare.sh"
prepare fleet
java -Xmx768m -cp "$classes" \
    io.github.flexyfleet.fleet.ledger.TelemetryBenchmark "$work" "${1:-1000}" "${2:-15}"
