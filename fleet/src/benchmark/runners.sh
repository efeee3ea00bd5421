#!/usr/bin/env bash
# Measures how much faster 2 and 4 runner processes do one rollout than one, each with as many devices at a time, on one
# PostgreSQL that it starts itself (embedded binaries). Each call to a simulated device takes LATENCY-MS.
# Usage: fleet/src/benchmark/runners.sh [DEVICES] [DEVICES-AT-A-TIME] [LATENCY-MS]     (docs/performance.md explains it)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
mvn -B -q -pl schema,fleet -DskipTests test-compile org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
    -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test >&2
java -cp "fleet/target/test-classes:fleet/target/classes:schema/target/classes:$(cat "$work/classpath")" \
    io.github.flexyfleet.fleet.ledger.RunnersBenchmark "$work" "${1:-160}" "${2:-8}" "${3:-1000}" 1 2 4
