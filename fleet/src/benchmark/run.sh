#!/usr/bin/env bash
# Measures validate, compile and build of generated fleets, each in a fresh JVM, and what a user would take instead.
# Usage: fleet/src/benchmark/run.sh [RUNS]        (docs/performance.md explains the output)
# Needs JDK 17, Maven and bash. Without node and npm the ajv rows are left out, without ansible-playbook those of Ansible.
. "$(dirname "$0")/prepare.sh"
runs=${1:-3}
prepare fleet runtime
schema=schema/src/main/resources/io/github/flexyfleet/schema/fleet.schema.json
pack=io.github.flexyfleet.fleet.benchmark
results=$work/results.tsv

# Measures one command: name, devices, command. Adds a line of wall seconds, processor seconds, resident megabytes.
measure() {
    local name=$1 devices=$2 times
    shift 2
    TIMEFORMAT='%R %U %S'
    if ! times=$({ time "$@" >"$work/out" 2>"$work/err"; } 2>&1); then
        cat "$work/out" "$work/err" >&2
        return 1
    fi
    local resident
    resident=$(sed -n 's/^residentPeakMegabytes //p' "$work/out")
    read -r wall user system <<<"$times"
    printf '%s\t%s\t%s\t%s\t%s\n' "$name" "$devices" "$wall" \
        "$(awk -v u="$user" -v s="$system" 'BEGIN { print u + s }')" "${resident:-0}" >>"$results"
}

# 512 MB of heap, and twice that beyond 30,000 devices: in memory every setting knows where it comes from.
fleet_run() { # mode folder name
    local devices=${2%/table}
    measure "$3" "$devices" java "-Xmx$((devices > 30000 ? 1024 : 512))m" -Dslf4j.internal.verbosity=ERROR -cp "$classes" "$pack.FleetRun" "$1" "$work/$2"
}

sizes="10 100 1000 10000 30000 100000"
for devices in $sizes; do
    # A store with a certificate a device up to 10,000; beyond, only the few that mode COMPILE shares out.
    certificates=$((devices <= 10000 ? devices : 8))
    java -cp "$classes" "$pack.BenchmarkData" "$work/$devices" "$devices" "$certificates"
done

if command -v npm >/dev/null && command -v node >/dev/null; then
    mkdir "$work/npm"
    (cd "$work/npm" && npm init -y && npm install --no-audit --no-fund ajv@8 js-yaml) >/dev/null 2>&1
    cp "$root/$schema" "$work/npm/schema.json"
fi

ajv() { (cd "$work/npm" && node "$here/validate.mjs" schema.json "$1"); }
playbook() {
    mkdir -p "$1/ansible"
    # What makes it faster here: fewer processes a task, and no line a device.
    ANSIBLE_PIPELINING=1 ANSIBLE_DISPLAY_OK_HOSTS=0 ansible-playbook -f 4 -i "$1/inventory.json" \
        -e "output=$1/ansible" "$here/ansible/playbook.yml"
}

for ((run = 1; run <= runs; run++)); do
    echo "Run $run of $runs ..." >&2
    for devices in $sizes; do
        fleet_run VALIDATE "$devices" "validate"
        if [ -d "$work/npm" ]; then
            measure "ajv + js-yaml" "$devices" ajv "$work/$devices/fleet.yaml"
        fi
        fleet_run VALIDATE "$devices/table" "validate, devices in CSV"
        fleet_run COMPILE "$devices" "validate and compile"
    done
    for devices in 10 100 1000 10000; do
        rm -rf "$work/$devices/bundles" "$work/$devices/ansible"
        fleet_run BUILD "$devices" "whole build, first"
        fleet_run BUILD "$devices" "whole build, unchanged"
        if command -v ansible-playbook >/dev/null && { [ "$devices" = 100 ] || { [ "$devices" = 1000 ] && [ "$run" = 1 ]; }; }; then
            java -cp "$classes" "$pack.AnsibleInventory" "$work/$devices"
            measure "Ansible, first" "$devices" playbook "$work/$devices"
            measure "Ansible, unchanged" "$devices" playbook "$work/$devices"
        fi
    done
done

awk -F'\t' -f "$here/table.awk" "$results"
