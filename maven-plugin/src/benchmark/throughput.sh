#!/usr/bin/env bash
# Deploys a configuration change to many virtual gateways behind the rehearsal world's M2Web, with a fixed latency a call,
# and prints the wall time against calls x latency / concurrency, and the processor time of metrics and trace against the
# rollout's. Then Ansible's uri module on a sample, if it is there.
# Usage: maven-plugin/src/benchmark/throughput.sh [DEVICES] [CONCURRENCY] [LATENCY-MS] [ANSIBLE-DEVICES]
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
ansible=()
if command -v ansible-playbook >/dev/null && [ "${4:-100}" -gt 0 ]; then
    ansible=("$here/uri.yml" "${4:-100}")
fi
java -Xmx512m -Dslf4j.internal.verbosity=ERROR -cp "$classes" \
    io.github.flexyfleet.maven.benchmark.ThroughputBenchmark \
    "$work" "${1:-1000}" "${2:-64}" "${3:-1000}" "${ansible[@]}"
