# From lines of name, devices, wall seconds, processor seconds, resident megabytes to a Markdown table of the best run of
# each, and the ratios to the peers. The best and not the mean: other work on the machine only ever adds.
{
    key = $1 FS $2
    if (!(key in wall)) {
        order[++count] = key
    }
    if (!(key in wall) || $3 < wall[key]) wall[key] = $3
    if (!(key in cpu) || $4 < cpu[key]) cpu[key] = $4
    if ($5 > resident[key]) resident[key] = $5
}
function ratio(peer, own, devices) {
    if ((peer FS devices) in wall && (own FS devices) in wall) {
        printf "| %s | %s | %d | %.2f | %.2f |\n", peer, own, devices, \
            wall[peer FS devices] / wall[own FS devices], cpu[peer FS devices] / cpu[own FS devices]
    }
}
END {
    print "| what | devices | wall s | processor s | resident MB |"
    print "|---|--:|--:|--:|--:|"
    for (i = 1; i <= count; i++) {
        split(order[i], part, FS)
        printf "| %s | %d | %.2f | %.2f | %s |\n", part[1], part[2], wall[order[i]], cpu[order[i]], \
            resident[order[i]] ? resident[order[i]] : ""
    }
    print ""
    print "| peer | against | devices | wall: peer / ours | processor: peer / ours |"
    print "|---|---|--:|--:|--:|"
    split("10 100 1000 10000 30000 100000", sizes, " ")
    for (i = 1; i <= 6; i++) ratio("ajv + js-yaml", "validate", sizes[i])
    for (i = 1; i <= 6; i++) ratio("Ansible, first", "whole build, first", sizes[i])
    for (i = 1; i <= 6; i++) ratio("Ansible, unchanged", "whole build, unchanged", sizes[i])
}
