#!/usr/bin/env bash
# Measures how many entries a second the ledger brings onto a disk, each one waited for.
# Usage: fleet/src/benchmark/ledger.sh [FOLDER] [SECONDS]        (docs/performance.md explains the output)
. "$(dirname "$0")/prepare.sh"
place=$(mktemp -d -p "${1:-$root/fleet/target}")
trap 'rm -rf "$work" "$place"' EXIT
prepare fleet runtime
java -cp "$classes" \
    io.github.flexyfleet.fleet.ledger.LedgerBenchmark "$place" "${2:-10}"
