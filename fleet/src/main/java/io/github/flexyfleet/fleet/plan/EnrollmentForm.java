package io.github.flexyfleet.fleet.plan;

import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.identity.EnrollmentPlan;
import io.github.flexyfleet.fleet.identity.EnrollmentStep;
import io.github.flexyfleet.fleet.identity.PlannedEnrollment;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a plan's file says of enrollments. */
final class EnrollmentForm {
    private EnrollmentForm() {}

    static ObjectNode tree(EnrollmentPlan plan) {
        ObjectNode tree = CanonicalJson.object();
        ArrayNode devices = tree.putArray("devices");
        plan.byDevice().forEach((device, planned) -> put(devices.addObject().put("device", device.value()), planned));
        plan.group().ifPresent(group -> put(tree.putObject("group").put("name", group.name()), group.planned()));
        ArrayNode disabled = tree.putArray("disabled");
        plan.disabled().forEach(device -> disabled.add(device.value()));
        return tree.put("writes", plan.writes());
    }

    private static void put(ObjectNode node, PlannedEnrollment planned) {
        planned.step().ifPresent(step -> node.put("change", step.word()));
        planned.problem().ifPresent(code -> node.put("problem", code.id()));
    }

    /**
     * Reads it; nothing when it is missing.
     *
     * @throws IllegalArgumentException when it is none of this version
     */
    static EnrollmentPlan read(JsonNode tree) {
        SortedMap<DeviceId, PlannedEnrollment> byDevice = new TreeMap<>();
        for (JsonNode device : tree.path("devices")) {
            byDevice.put(new DeviceId(device.path("device").asString("")), planned(device));
        }
        JsonNode group = tree.path("group");
        return new EnrollmentPlan(
                byDevice,
                group.isObject()
                        ? Optional.of(
                                new EnrollmentPlan.Group(group.path("name").asString(""), planned(group)))
                        : Optional.empty(),
                tree.path("disabled")
                        .valueStream()
                        .map(device -> new DeviceId(device.asString("")))
                        .toList());
    }

    private static PlannedEnrollment planned(JsonNode node) {
        String change = node.path("change").asString("");
        String problem = node.path("problem").asString("");
        if (!problem.isEmpty()) {
            return PlannedEnrollment.problem(Arrays.stream(ProblemCode.values())
                    .filter(code -> code.id().equals(problem))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("problem of an enrollment is " + problem)));
        }
        return PlannedEnrollment.of(EnrollmentStep.of(change)
                .orElseThrow(() -> new IllegalArgumentException("change of an enrollment is " + change)));
    }
}
