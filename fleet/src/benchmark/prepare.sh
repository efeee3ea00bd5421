# What all benchmarks begin with; they source it. $here is the benchmark's own folder, $root that of the repository, and
# $work one that is gone when the benchmark ends.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Goes to the root and compiles a module; $classes is its class path, with its test classes in it.
prepare() { # module, dependencies of which scope, phase
    cd "$root"
    echo "Preparing ..." >&2
    mvn -B -q -ntp -pl "$1" -am -DskipTests "${3:-test-compile}" \
        org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
        -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope="${2:-test}" >&2
    classes="$1/target/test-classes:$1/target/classes:$(cat "$work/classpath")"
}
