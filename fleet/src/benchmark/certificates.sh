#!/usr/bin/env bash
# Measures how fast keys and certificates are made, beside a bare loop of the JDK's generator, openssl in a shell loop, and
# Ansible's collection community.crypto (Debian: ansible).
# Usage: fleet/src/benchmark/certificates.sh [KEYS]        (docs/performance.md explains the output)
# Needs JDK 17, Maven and bash. Without openssl its rows are left out, without Ansible its row.
. "$(dirname "$0")/prepare.sh"
keys=${1:-320}
place=$(mktemp -d -p "$root/fleet/target")
trap 'rm -rf "$work" "$place"' EXIT
prepare fleet runtime
java -cp "$classes" \
    io.github.flexyfleet.fleet.certificate.CertificateBenchmark "$place" "$keys"

row() { # name, keys, nanoseconds
    awk -v w="$1" -v n="$2" -v ns="$3" 'BEGIN { printf "| %s | %d | %.1f | %.1f | |\n", w, n, ns / 1e9, n / (ns / 1e9) }'
}

# What people do by hand: one process a device, one after the other, and as many at a time as there are cores.
few=$((keys < 80 ? keys : 80))
one='openssl req -x509 -newkey rsa:2048 -nodes -sha256 -days 3650 -subj "/CN=device-$1" -keyout "$2/$1.key" -out "$2/$1.crt" 2>/dev/null'
if command -v openssl >/dev/null; then
    for threads in 1 "$(nproc)"; do
        start=$(date +%s%N)
        seq "$few" | xargs -P "$threads" -I{} bash -c "$one" - {} "$work"
        row "openssl req, $threads at a time" "$few" $(($(date +%s%N) - start))
    done
fi

# And with a tool that is made for it: three tasks a device, one device after the other.
some=$((keys < 20 ? keys : 20))
if command -v ansible-playbook >/dev/null && ansible-doc -t module community.crypto.x509_certificate >/dev/null 2>&1; then
    mkdir "$work/ansible"
    start=$(date +%s%N)
    ANSIBLE_LOCALHOST_WARNING=0 ansible-playbook -i localhost, -e "output=$work/ansible keys=$some" \
        "$here/ansible/certificates.yml" >"$work/ansible.log" 2>&1 || { cat "$work/ansible.log" >&2; exit 1; }
    row "Ansible, community.crypto" "$some" $(($(date +%s%N) - start))
fi
