#!/usr/bin/env bash
# Measures what publishing costs: run.sh [RUNS] [SECONDS]        (docs/performance.md explains the output)
# Needs JDK 17, Maven and bash.
. "$(dirname "$0")/../../../../fleet/src/benchmark/prepare.sh"
runs=${1:-3}
seconds=${2:-120}
prepare runtime-etk/runtime

for ((run = 1; run <= runs; run++)); do
    echo "Run $run of $runs ..." >&2
    for way in events exports script script-all library; do
        java -Xint -XX:+UseSerialGC -cp "$classes" \
            io.github.flexyfleet.runtime.benchmark.PublishingCost "$way" "$seconds"
    done
done | awk -F'\t' '
    # Of several runs the best counts: other work on the machine only adds.
    !($1 in cpu) || $3 < cpu[$1] { values[$1] = $2; cpu[$1] = $3; charged[$1] = $4; bytes[$1] = $5 }
    END {
        print "| way | values a second | processor ms a second | charged ms a second | µs a value | bytes a value |"
        print "|---|--:|--:|--:|--:|--:|"
        split("events exports script script-all library", ways, " ")
        for (i = 1; i <= 5; i++) {
            w = ways[i]
            printf "| %s | %.0f | %.1f | %.1f | %.1f | %.0f |\n", w, values[w], cpu[w] / 1000, charged[w] / 1000, cpu[w] / values[w], bytes[w]
        }
        print "\n| work a second, divided by ours | events | exports |"
        print "|---|--:|--:|"
        for (i = 3; i <= 5; i++) {
            w = ways[i]
            printf "| %s | %.1f | %.1f |\n", w, (cpu[w] + charged[w]) / (cpu["events"] + charged["events"]), (cpu[w] + charged[w]) / (cpu["exports"] + charged["exports"])
        }
    }'
