#!/usr/bin/env bash
# Measures how much faster 2 and 4 runner processes do one rollout than one, each with as many devices at a time, on one
# PostgreSQL that it starts itself (embedded binaries). Each call to a simulated device takes LATENCY-MS.
# Usage: fleet/src/benchmark/runners.sh [DEVICES] [DEVICES-AT-A-TIME] [LATENCY-MS]     (docs/performance.md explains it)
. "$(dirname "$0")/prepare.sh"
prepare fleet
java -cp "$classes" \
    io.github.flexyfleet.fleet.ledger.RunnersBenchmark "$work" "${1:-160}" "${2:-8}" "${3:-1000}" 1 2 4
