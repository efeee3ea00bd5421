package io.github.flexyfleet.fleet.plan;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.identity.IdentityPlan;
import io.github.flexyfleet.fleet.identity.IdentityStep;
import io.github.flexyfleet.fleet.identity.PlannedIdentity;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.talk2m.RuntimeState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the tree of a plan; what is not understood is an {@link IllegalArgumentException} that names it. */
final class PlanReader {
    private PlanReader() {}

    static Plan plan(JsonNode tree) {
        JsonNode tool = tree.path("tool");
        JsonNode sums = tree.path("sums");
        if (!(tree.path("rollout") instanceof ObjectNode rollout)) {
            throw new IllegalArgumentException("rollout is missing");
        }
        return new Plan(
                new Plan.Tool(text(tool, "version"), text(tool, "runtime"), text(tool, "runtimeSha256")),
                text(tree, "fleet"),
                optional(tree, "commit"),
                number(tree, "concurrency"),
                rollout,
                tree.path("devices").valueStream().map(PlanReader::device).toList(),
                identities(tree),
                EnrollmentForm.read(tree.path("enrollments")),
                new Plan.Sums(
                        PlanFile.calls(sums.path("talk2mCalls")),
                        number(sums, "hubOperations"),
                        number(sums, "seconds")));
    }

    private static IdentityPlan identities(JsonNode tree) {
        Map<DeviceId, PlannedIdentity> byDevice = new HashMap<>();
        for (JsonNode device : tree.path("devices")) {
            JsonNode identity = device.path("identity");
            if (identity.isObject()) {
                List<IdentityStep> steps = identity.path("changes")
                        .valueStream()
                        .map(step -> IdentityStep.of(step.asString(""))
                                .orElseThrow(() -> new IllegalArgumentException("identity change is " + step)))
                        .toList();
                byDevice.put(
                        new DeviceId(text(device, "device")),
                        new PlannedIdentity(
                                steps,
                                optional(identity, "problem")
                                        .map(code -> word(identity, "problem", PlanReader::problem))));
            }
        }
        return new IdentityPlan(
                byDevice,
                tree.path("removed")
                        .valueStream()
                        .map(device -> new DeviceId(device.asString("")))
                        .toList(),
                optional(tree, "identitiesBy")
                        .map(word -> IdentityPlan.Sight.of(word)
                                .orElseThrow(() -> new IllegalArgumentException("identitiesBy is " + word)))
                        .orElse(IdentityPlan.Sight.TWINS));
    }

    private static PlannedDevice device(JsonNode node) {
        return new PlannedDevice(
                new DeviceId(text(node, "device")),
                new PlannedDevice.Way(
                        text(node, "site"),
                        text(node, "account"),
                        text(node, "talk2mName"),
                        optional(node, "serial"),
                        node.path("takeOver").asBoolean(false),
                        node.path("triggered").asBoolean(false)),
                number(node, "wave"),
                new Digest(text(node, "wanted")),
                observed(node.path("observed")),
                word(node, "action", Action::of),
                node.path("changes").valueStream().map(PlanReader::change).toList(),
                new Effort(number(node, "talk2mCalls"), number(node, "hubOperations"), number(node, "seconds")));
    }

    private static Change change(JsonNode node) {
        List<String> places = node.path("places")
                .valueStream()
                .map(place -> place.asString(""))
                .toList();
        return new Change(
                word(node, "kind", Change.Kind::of),
                text(node, "setting"),
                optional(node, "before"),
                optional(node, "after"),
                places);
    }

    private static Observation observed(JsonNode node) {
        Optional<Observation.Seen> seen = optional(node, "state")
                .map(state -> new Observation.Seen(
                        word(node, "state", PlanReader::state),
                        optional(node, "digest").map(Digest::new),
                        text(node, "runtime"),
                        optional(node, "certificate").map(Fingerprint::new)));
        return new Observation(
                word(node, "by", PlanReader::means),
                seen,
                optional(node, "problem").map(code -> word(node, "problem", PlanReader::problem)));
    }

    private static Optional<RuntimeState> state(String word) {
        return Arrays.stream(RuntimeState.values())
                .filter(state -> PlanFile.state(state).equals(word))
                .findFirst();
    }

    private static Optional<Observation.Means> means(String word) {
        return Arrays.stream(Observation.Means.values())
                .filter(means -> means.word().equals(word))
                .findFirst();
    }

    private static Optional<ProblemCode> problem(String id) {
        return Arrays.stream(ProblemCode.values())
                .filter(code -> code.id().equals(id))
                .findFirst();
    }

    private static <T> T word(JsonNode node, String name, Function<String, Optional<T>> words) {
        String word = text(node, name);
        return words.apply(word).orElseThrow(() -> new IllegalArgumentException(name + " is " + word));
    }

    private static String text(JsonNode node, String name) {
        return optional(node, name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    private static Optional<String> optional(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    private static int number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new IllegalArgumentException(name + " is no number");
        }
        return value.intValue();
    }
}
