#!/usr/bin/env bash
# Measures how many entries a second the ledger brings onto a disk, each one waited for.
# Usage: fleet/src/benchmark/ledger.sh [FOLDER] [SECONDS]        (docs/performance.md explains the output)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
work=$(mktemp -d)
place=$(mktemp -d -p "${1:-$root/fleet/target}")
trap 'rm -rf "$work" "$place"' EXIT
cd "$root"
mvn -B -q -pl schema,fleet -DskipTests test-compile org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
    -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=runtime >&2
java -cp "fleet/target/classes:fleet/target/test-classes:schema/target/classes:$(cat "$work/classpath")" \
    io.github.flexyfleet.fleet.ledger.LedgerBenchmark "$place" "${2:-10}"
