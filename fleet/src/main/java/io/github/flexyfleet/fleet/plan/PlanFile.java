package io.github.flexyfleet.fleet.plan;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.identity.IdentityPlan;
import io.github.flexyfleet.fleet.identity.PlannedIdentity;
import io.github.flexyfleet.fleet.talk2m.RuntimeState;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A plan as a file, {@code plan.schema.json}: one form, so that the same plan has the same bytes. Its seal is the SHA-256 of
 * that form without the seal. Line ends or blanks that a tool has changed do not break it; any other byte does.
 */
public final class PlanFile {
    static final String SEAL = "seal";
    private static final String AFTER_SEAL = "\n  \"sums\" : ";

    private PlanFile() {}

    /**
     * A plan under its seal.
     *
     * @param text the file's text, ended by LF
     * @param seal its seal, 64 lower-case hex characters
     */
    public record Sealed(String text, String seal) {}

    /** Seals a plan. */
    public static Sealed sealed(Plan plan) {
        String open = CanonicalJson.text(tree(plan));
        String seal = sealOf(open);
        // Where its key has its place among the others; no other line has this indentation.
        int place = open.indexOf(AFTER_SEAL);
        return new Sealed(
                open.substring(0, place) + "\n  \"" + SEAL + "\" : \"" + seal + "\"," + open.substring(place), seal);
    }

    /** The seal of a tree that has none yet. */
    static String seal(JsonNode tree) {
        return sealOf(CanonicalJson.text(tree));
    }

    private static String sealOf(String text) {
        return Digest.of(text.getBytes(StandardCharsets.US_ASCII)).hex();
    }

    private static ObjectNode tree(Plan plan) {
        ObjectNode tree = CanonicalJson.object();
        tree.put("version", Plan.VERSION);
        tree.putObject("tool")
                .put("version", plan.tool().version())
                .put("runtime", plan.tool().runtime())
                .put("runtimeSha256", plan.tool().runtimeSha256());
        tree.put("fleet", plan.fleet());
        plan.commit().ifPresent(commit -> tree.put("commit", commit));
        tree.put("concurrency", plan.concurrency());
        tree.set("rollout", plan.rollout());
        ArrayNode devices = tree.putArray("devices");
        plan.devices().forEach(device -> devices.add(device(device, plan.identities())));
        if (!plan.identities().removed().isEmpty()) {
            ArrayNode removed = tree.putArray("removed");
            plan.identities().removed().forEach(device -> removed.add(device.value()));
        }
        if (plan.identities().sight() != IdentityPlan.Sight.TWINS) {
            tree.put("identitiesBy", plan.identities().sight().word());
        }
        if (!plan.enrollments().isEmpty()) {
            tree.set("enrollments", EnrollmentForm.tree(plan.enrollments()));
        }
        ObjectNode sums = tree.putObject("sums");
        ObjectNode calls = sums.putObject("talk2mCalls");
        plan.sums().calls().forEach(calls::put);
        sums.put("hubOperations", plan.sums().hubOperations())
                .put("seconds", plan.sums().seconds());
        tree.putObject("exit")
                .put("class", plan.exitClass().word())
                .put("code", plan.exitClass().code());
        return tree;
    }

    private static ObjectNode device(PlannedDevice device, IdentityPlan identities) {
        ObjectNode node = CanonicalJson.object();
        node.put("device", device.device().value());
        PlannedDevice.Way way = device.way();
        node.put("site", way.site()).put("account", way.account()).put("talk2mName", way.talk2mName());
        way.serial().ifPresent(serial -> node.put("serial", serial));
        node.put("takeOver", way.takeOver()).put("triggered", way.triggered());
        node.put("wave", device.wave()).put("wanted", device.wanted().hex());
        observed(node.putObject("observed"), device.observed());
        node.put("action", device.action().word());
        PlannedIdentity identity = identities.byDevice().get(device.device());
        if (identity != null) {
            ObjectNode one = node.putObject("identity");
            ArrayNode steps = one.putArray("changes");
            identity.steps().forEach(step -> steps.add(step.word()));
            identity.problem().ifPresent(code -> one.put("problem", code.id()));
        }
        ArrayNode changes = node.putArray("changes");
        for (Change change : device.changes()) {
            ObjectNode one = changes.addObject();
            one.put("kind", change.kind().word()).put("setting", change.setting());
            change.before().ifPresent(before -> one.put("before", before));
            change.after().ifPresent(after -> one.put("after", after));
            ArrayNode places = one.putArray("places");
            change.places().forEach(places::add);
        }
        node.put("talk2mCalls", device.effort().calls())
                .put("hubOperations", device.effort().hubOperations())
                .put("seconds", device.effort().seconds());
        return node;
    }

    private static void observed(ObjectNode node, Observation observed) {
        node.put("by", observed.by().word());
        observed.seen().ifPresent(seen -> {
            node.put("state", state(seen.state()));
            seen.digest().ifPresent(digest -> node.put("digest", digest.hex()));
            node.put("runtime", seen.runtime());
            seen.certificate().ifPresent(certificate -> node.put("certificate", certificate.hex()));
        });
        observed.problem().map(ProblemCode::id).ifPresent(code -> node.put("problem", code));
    }

    static String state(RuntimeState state) {
        return state.wire();
    }

    /**
     * A plan that was read.
     *
     * @param plan what it says; empty when it cannot be read as one of this version
     * @param broken what is wrong with the file itself; empty when nothing is
     */
    public record Read(Optional<Plan> plan, Optional<String> broken) {}

    /** Reads a plan and compares its seal. */
    public static Read read(String text) {
        JsonNode tree;
        try {
            tree = CanonicalJson.read(text);
        } catch (JacksonException e) {
            return new Read(Optional.empty(), Optional.of("it is no JSON, or a key stands in it twice"));
        }
        if (!(tree instanceof ObjectNode object) || !object.path("version").isIntegralNumber()) {
            return new Read(Optional.empty(), Optional.of("it is no plan"));
        }
        int version = object.path("version").asInt(0);
        if (version != Plan.VERSION) {
            return new Read(
                    Optional.empty(),
                    Optional.of("schema version: " + version + " in the plan, " + Plan.VERSION + " in this tool"));
        }
        String seal = object.path(SEAL).asString("");
        object.remove(SEAL);
        Optional<String> broken = seal(object).equals(seal)
                ? Optional.empty()
                : Optional.of("seal: what the plan says was changed after it was sealed");
        try {
            return new Read(Optional.of(PlanReader.plan(object)), broken);
        } catch (IllegalArgumentException e) {
            return new Read(Optional.empty(), broken.or(() -> Optional.of("it is no plan: " + e.getMessage())));
        }
    }

    /** The calls of a tree, by account. */
    static SortedMap<String, Long> calls(JsonNode calls) {
        SortedMap<String, Long> byAccount = new TreeMap<>();
        calls.properties()
                .forEach(account ->
                        byAccount.put(account.getKey(), account.getValue().asLong(0)));
        return byAccount;
    }
}
