#!/usr/bin/env bash
# Compares and synchronises the identities of a fleet with the simulator's hub over HTTPS, and counts the calls.
# Usage: maven-plugin/src/benchmark/identities.sh [DEVICES]
. "$(dirname "$0")/../../../fleet/src/benchmark/prepare.sh"
prepare maven-plugin test package
java -Xmx512m -Dslf4j.internal.verbosity=ERROR -cp "$classes" \
    io.github.flexyfleet.maven.IdentityBenchmark "$work/fleet" "${1:-10000}"
