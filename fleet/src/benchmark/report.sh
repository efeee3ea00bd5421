#!/usr/bin/env bash
# Measures how long the HTML report takes to be written and to be opened in headless Chromium (Debian: chromium, chromium-driver).
# Usage: fleet/src/benchmark/report.sh [DEVICES]        (docs/performance.md explains the output)
. "$(dirname "$0")/prepare.sh"
prepare fleet
FLEXY_BROWSER=required java -cp "$classes" \
    io.github.flexyfleet.fleet.report.ReportBenchmark "$work" "${1:-10000}"
