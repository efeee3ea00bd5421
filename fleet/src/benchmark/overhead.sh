#!/usr/bin/env bash
# Measures what a rollout takes of the processor besides waiting for devices, and its memory, in a heap of at most 768 MB.
# Usage: fleet/src/benchmark/overhead.sh [DEVICES]        (docs/performance.md explains the output)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
mvn -B -q -pl schema,fleet -DskipTests test-compile org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
    -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test >&2
java -Xmx768m -cp "fleet/target/test-classes:fleet/target/classes:schema/target/classes:$(cat "$work/classpath")" \
    io.github.flexyfleet.fleet.ledger.OverheadBenchmark "$work" "${1:-10000}"
