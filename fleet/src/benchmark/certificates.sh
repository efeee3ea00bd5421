#!/usr/bin/env bash
# Measures how fast keys and certificates are made, beside a bare loop of the JDK's generator, and openssl in a shell loop.
# Usage: fleet/src/benchmark/certificates.sh [KEYS]        (docs/performance.md explains the output)
# Needs JDK 17, Maven and bash. Without openssl its rows are left out.
set -euo pipefail
keys=${1:-320}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
work=$(mktemp -d)
place=$(mktemp -d -p "$root/fleet/target")
trap 'rm -rf "$work" "$place"' EXIT
cd "$root"
mvn -B -q -pl schema,fleet -DskipTests test-compile org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
    -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=runtime >&2
java -cp "fleet/target/classes:fleet/target/test-classes:schema/target/classes:$(cat "$work/classpath")" \
    io.github.flexyfleet.fleet.certificate.CertificateBenchmark "$place" "$keys"

command -v openssl >/dev/null || exit 0

# What people do by hand: one process a device, one after the other, and as many at a time as there are cores.
few=$((keys < 80 ? keys : 80))
one='openssl req -x509 -newkey rsa:2048 -nodes -sha256 -days 3650 -subj "/CN=device-$1" -keyout "$2/$1.key" -out "$2/$1.crt" 2>/dev/null'
for threads in 1 "$(nproc)"; do
    start=$(date +%s%N)
    seq "$few" | xargs -P "$threads" -I{} bash -c "$one" - {} "$work"
    end=$(date +%s%N)
    awk -v n="$few" -v t="$threads" -v ns=$((end - start)) \
        'BEGIN { printf "| openssl req, %d at a time | %d | %.1f | %.1f |\n", t, n, ns / 1e9, n / (ns / 1e9) }'
done
