#!/usr/bin/env bash
# Measures how long the HTML report takes to be written and to be opened in headless Chromium (Debian: chromium, chromium-driver).
# Usage: fleet/src/benchmark/report.sh [DEVICES]        (docs/performance.md explains the output)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
mvn -B -q -pl schema,fleet -DskipTests test-compile org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
    -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test >&2
FLEXY_BROWSER=required java -cp "fleet/target/classes:fleet/target/test-classes:schema/target/classes:$(cat "$work/classpath")" \
    io.github.flexyfleet.fleet.report.ReportBenchmark "$work" "${1:-10000}"
