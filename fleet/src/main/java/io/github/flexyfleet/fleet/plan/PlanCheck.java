package io.github.flexyfleet.fleet.plan;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says which inputs of a plan are not any more what they were, each by name. What was observed is no input in this sense:
 * each device is compared with the plan when it is its turn. Nor are the commit and the concurrency: a merge has another
 * commit than the branch that was planned, and how fast a rollout goes changes nothing of what it does.
 */
public final class PlanCheck {
    /** More devices of one kind are counted. */
    private static final int NAMED = 20;

    private final List<String> moved = new ArrayList<>();

    private PlanCheck() {}

    /**
     * What moved.
     *
     * @param sealed the plan that is to be done
     * @param now the plan that the inputs would give now, whatever was observed
     * @return one sentence an input; none when the plan still holds
     */
    public static List<String> moved(Plan sealed, Plan now) {
        PlanCheck check = new PlanCheck();
        check.compare("tool version", sealed.tool().version(), now.tool().version());
        check.compare("runtime version", sealed.tool().runtime(), now.tool().runtime());
        check.compare("runtime jar", sealed.tool().runtimeSha256(), now.tool().runtimeSha256());
        check.compare("fleet", sealed.fleet(), now.fleet());
        check.devices(sealed, now);
        check.rollout("rollout", sealed.rollout(), now.rollout());
        return List.copyOf(check.moved);
    }

    private void compare(String input, Object planned, Object now) {
        if (!Objects.equals(planned, now)) {
            moved.add(input + ": " + planned + " in the plan, now " + now);
        }
    }

    private void devices(Plan sealed, Plan now) {
        Map<DeviceId, PlannedDevice> planned = new TreeMap<>(sealed.byId());
        Map<DeviceId, PlannedDevice> present = new TreeMap<>(now.byId());
        named(
                "device added: ",
                present.keySet().stream()
                        .filter(id -> !planned.containsKey(id))
                        .map(DeviceId::value)
                        .toList());
        named(
                "device gone: ",
                planned.keySet().stream()
                        .filter(id -> !present.containsKey(id))
                        .map(DeviceId::value)
                        .toList());
        planned.keySet().retainAll(present.keySet());
        each("wanted digest", planned, present, device -> device.wanted().abbreviated());
        each("site", planned, present, device -> device.way().site());
        each("wave", planned, present, device -> Integer.toString(device.wave()));
        each("Talk2M name", planned, present, device -> device.way().talk2mName());
        each("Talk2M account", planned, present, device -> device.way().account());
        each("serial number", planned, present, device -> device.way().serial().orElse("none"));
        each(
                "takeOver",
                planned,
                present,
                device -> Boolean.toString(device.way().takeOver()));
        each("connection", planned, present, device -> device.way().triggered() ? "triggered" : "permanent");
    }

    private void each(
            String input,
            Map<DeviceId, PlannedDevice> planned,
            Map<DeviceId, PlannedDevice> present,
            Function<PlannedDevice, String> value) {
        named(
                input + " of ",
                planned.values().stream()
                        .filter(device -> !value.apply(device).equals(value.apply(present.get(device.device()))))
                        .map(device -> device.device() + " (" + value.apply(device) + " in the plan, now "
                                + value.apply(present.get(device.device())) + ")")
                        .toList());
    }

    private void named(String input, List<String> devices) {
        if (!devices.isEmpty()) {
            String more = devices.size() > NAMED ? " and " + (devices.size() - NAMED) + " more" : "";
            moved.add(input + devices.stream().limit(NAMED).collect(Collectors.joining(", ")) + more);
        }
    }

    /** The waves' devices are told device by device already; their order in a wave is told here. */
    private void rollout(String path, JsonNode planned, JsonNode now) {
        if (planned.equals(now)) {
            return;
        }
        if (planned instanceof ObjectNode && now instanceof ObjectNode) {
            TreeSet<String> names = new TreeSet<>(planned.propertyNames());
            names.addAll(now.propertyNames());
            names.forEach(name -> rollout(path + "." + name, planned.path(name), now.path(name)));
        } else if (path.endsWith(".devices") && planned.isArray() && now.isArray()) {
            if (sorted(planned).equals(sorted(now))) {
                moved.add(path + ": another order of the same devices");
            }
        } else if (planned instanceof ArrayNode before
                && now instanceof ArrayNode after
                && before.size() == after.size()) {
            for (int at = 0; at < before.size(); at++) {
                String name = after.get(at).path("name").asString(Integer.toString(at + 1));
                rollout(path + "[" + name + "]", before.get(at), after.get(at));
            }
        } else {
            moved.add(path + ": " + shown(planned) + " in the plan, now " + shown(now));
        }
    }

    private static List<String> sorted(JsonNode list) {
        return list.valueStream().map(item -> item.asString("")).sorted().toList();
    }

    private static String shown(JsonNode node) {
        if (node.isMissingNode()) {
            return "nothing";
        }
        if (node instanceof ArrayNode list) {
            return list.size()
                    + (list.size() == 1 ? " entry" : " entries")
                    + (list.valueStream().allMatch(item -> item.has("name"))
                            ? list.valueStream()
                                    .map(item -> item.path("name").asString(""))
                                    .collect(Collectors.joining(", ", " (", ")"))
                            : "");
        }
        return node.isValueNode() ? node.asString("") : node.toString();
    }
}
