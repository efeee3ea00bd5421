#!/usr/bin/env bash
# Deploys a configuration change to many virtual gateways behind the rehearsal world's M2Web, with a fixed latency a call,
# and prints the wall time against calls x latency / concurrency, and the processor time of metrics and trace against the
# rollout's. Then Ansible's uri module on a sample, if it is there.
# Usage: maven-plugin/src/benchmark/throughput.sh [DEVICES] [CONCURRENCY] [LATENCY-MS] [ANSIBLE-DEVICES]
. "$(dirname "$0")/../../../fleet/src/benchmark/prepare.sh"
prepare maven-plugin test package
ansible=()
if command -v ansible-playbook >/dev/null && [ "${4:-100}" -gt 0 ]; then
    ansible=("$here/uri.yml" "${4:-100}")
fi
java -Xmx512m -Dslf4j.internal.verbosity=ERROR -cp "$classes" \
    io.github.flexyfleet.maven.benchmark.ThroughputBenchmark \
    "$work" "${1:-1000}" "${2:-64}" "${3:-1000}" "${ansible[@]}"
