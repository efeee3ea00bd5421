#!/usr/bin/env bash
# Plans a fleet of which nothing is to change from the twins of the simulator's hub, three times in one JVM.
# Usage: maven-plugin/src/benchmark/plan.sh [DEVICES]
. "$(dirname "$0")/../../../fleet/src/benchmark/prepare.sh"
prepare maven-plugin test package
java -Xmx512m -Dslf4j.internal.verbosity=ERROR -cp "$classes" \
    io.github.flexyfleet.maven.benchmark.PlanBenchmark "$work/fleet" "${1:-10000}"
