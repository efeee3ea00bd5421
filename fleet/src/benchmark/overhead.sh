#!/usr/bin/env bash
# Measures what a rollout takes of the processor besides waiting for devices, and its memory, in a heap of at most 768 MB.
# Usage: fleet/src/benchmark/overhead.sh [DEVICES]        (docs/performance.md explains the output)
. "$(dirname "$0")/prepare.sh"
prepare fleet
java -Xmx768m -cp "$classes" \
    io.github.flexyfleet.fleet.ledger.OverheadBenchmark "$work" "${1:-10000}"
