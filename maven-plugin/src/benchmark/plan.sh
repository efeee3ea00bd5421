#!/usr/bin/env bash
# Plans a fleet of which nothing is to change from the twins of the simulator's hub, three times in one JVM.
# Usage: maven-plugin/src/benchmark/plan.sh [DEVICES]
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
    io.github.flexyfleet.maven.benchmark.PlanBenchmark "$work/fleet" "${1:-10000}"
