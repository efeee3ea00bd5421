#!/usr/bin/env bash
# Measures what metrics and traces add to the processor time of a rollout: the same one with and without them, in turns.
# Usage: fleet/src/benchmark/telemetry.sh [DEVICES] [ROUNDS] (docs/performance.md explains the output)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
mvn -B -q -pl schema,fleet -DskipTests test-compile org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
    -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test >&2
java -Xmx768m -cp "fleet/target/test-classes:fleet/target/classes:schema/target/classes:$(cat "$work/classpath")" \
    io.github.flexyfleet.fleet.ledger.TelemetryBenchmark "$work" "${1:-1000}" "${2:-15}"
