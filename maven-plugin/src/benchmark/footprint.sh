#!/usr/bin/env bash
# Measures what a rehearsal world with many gateways needs (docs/performance.md): footprint.sh [GATEWAYS]
# Needs JDK 17 and Maven 3.8.7 or newer.
set -euo pipefail
cd "$(dirname "$0")/../../.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

mvn -B -q -ntp -pl maven-plugin -am -DskipTests package \
    org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath -Dmdep.outputFile="$folder/classpath" >&2
java -Xmx2g -cp "maven-plugin/target/test-classes:maven-plugin/target/classes:$(cat "$folder/classpath")" \
    io.github.flexyfleet.maven.Footprint "${1:-300}" "$folder/world"
