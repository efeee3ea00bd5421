#!/usr/bin/env bash
# Compares and synchronises the identities of a fleet with the simulator's hub over HTTPS, and counts the calls.
# Usage: maven-plugin/src/benchmark/identities.sh [DEVICES]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "Preparing ..." >&2
mvn -B -q -ntp -pl maven-plugin -am -DskipTests package \
    org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
    -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test >&2
classes=maven-plugin/target/test-classes:maven-plugin/target/classes:$(cat "$work/classpath")
java -Xmx512m -Dslf4j.internal.verbosity=ERROR -cp "$classes" \
    io.github.flexyfleet.maven.IdentityBenchmark "$work/fleet" "${1:-10000}"
