package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.rollout.WavePlan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What all runners of one rollout have to agree on.
 *
 * @param rollout what it is to do
 * @param rules digest over the order of waves, their gates and soaks, and the rules that stop the rollout
 * @param commit git commit of the fleet file, when it is known
 */
public record RunHead(RolloutHead rollout, Digest rules, Optional<String> commit) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int NAMED = 5;

    /** The head of a rollout of this plan. */
    public static RunHead of(RolloutHead rollout, WavePlan plan, Optional<String> commit) {
        List<String> rules = new ArrayList<>();
        for (WavePlan.Wave wave : plan.waves()) {
            rules.add(wave.name() + ' ' + wave.soak() + ' ' + wave.gates() + ' ' + wave.approved());
        }
        rules.add(plan.abort() + " " + plan.onAbort() + ' ' + plan.sideBySide());
        return new RunHead(rollout, Digest.of(String.join("\n", rules).getBytes(StandardCharsets.UTF_8)), commit);
    }

    /** As text for the others. */
    String text() {
        ObjectNode node = JSON.createObjectNode();
        commit.ifPresent(id -> node.put("commit", id));
        node.put("tool", rollout.tool());
        node.put("plan", rollout.plan().hex());
        node.put("rules", rules.hex());
        ObjectNode wanted = node.putObject("wanted");
        rollout.wanted().forEach((device, digest) -> wanted.put(device.value(), digest.hex()));
        return JSON.writeValueAsString(node);
    }

    /** In what this one differs from what another runner wrote down; empty when they are the same. */
    List<String> differences(String other) {
        JsonNode node = JSON.readTree(other);
        List<String> all = new ArrayList<>();
        differs("commit", commit.orElse("unknown"), text(node, "commit", "unknown"))
                .ifPresent(all::add);
        differs("tool", rollout.tool(), text(node, "tool", "")).ifPresent(all::add);
        SortedMap<String, String> here = new TreeMap<>();
        rollout.wanted().forEach((device, digest) -> here.put(device.value(), digest.hex()));
        SortedMap<String, String> there = new TreeMap<>();
        for (Map.Entry<String, JsonNode> wanted : node.path("wanted").properties()) {
            there.put(wanted.getKey(), wanted.getValue().stringValue());
        }
        List<String> devices = Stream.concat(here.keySet().stream(), there.keySet().stream())
                .distinct()
                .sorted()
                .filter(device -> !here.getOrDefault(device, "").equals(there.getOrDefault(device, "")))
                .toList();
        if (!devices.isEmpty()) {
            all.add(devices.size()
                    + (devices.size() == 1 ? " device: " : " devices: ")
                    + devices.stream()
                            .limit(NAMED)
                            .map(device -> device + " (" + shown(here.get(device)) + " here, "
                                    + shown(there.get(device)) + " there)")
                            .collect(Collectors.joining(", "))
                    + (devices.size() > NAMED ? " and " + (devices.size() - NAMED) + " more" : ""));
        }
        boolean waves = !rules.hex().equals(text(node, "rules", ""))
                || (devices.isEmpty() && !rollout.plan().hex().equals(text(node, "plan", "")));
        if (waves) {
            all.add("the waves or the rules of the rollout");
        }
        return all;
    }

    private static Optional<String> differs(String what, String here, String there) {
        return here.equals(there) ? Optional.empty() : Optional.of(what + " " + here + " here, " + there + " there");
    }

    private static String shown(String digest) {
        return digest == null ? "none" : new Digest(digest).abbreviated();
    }

    private static String text(JsonNode node, String name, String otherwise) {
        return node.has(name) ? node.path(name).stringValue() : otherwise;
    }
}
