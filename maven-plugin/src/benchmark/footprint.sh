#!/usr/bin/env bash
# Measures what a rehearsal world with many gateways needs (docs/performance.md): footprint.sh [GATEWAYS]
# Needs JDK 17 and Maven 3.8.7 or newer.
. "$(dirname "$0")/../../../fleet/src/benchmark/prepare.sh"
prepare maven-plugin test package
java -Xmx2g -cp "$classes" io.github.flexyfleet.maven.Footprint "${1:-300}" "$work/world"
