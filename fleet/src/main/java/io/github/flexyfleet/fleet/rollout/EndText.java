package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.AccountFigures;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The ends of devices and rollouts as text, for other processes of the same version. What a device is to run is no part of
 * it: all who read it know that. No secret is in it.
 */
public final class EndText {
    private static final JsonMapper JSON = new JsonMapper();

    private EndText() {}

    /** A device's end. */
    public static String of(DeviceEnd end) {
        ObjectNode node = JSON.createObjectNode();
        put(node, end.result());
        end.baseline().ifPresent(known -> {
            ObjectNode before = node.putObject("before");
            before.put("boot", known.mark().boot());
            before.put("sequence", known.mark().sequence());
            before.put("dropped", known.dropped());
            before.put("error", known.error());
            known.confirmed().ifPresent(digest -> before.put("confirmed", digest.hex()));
        });
        return JSON.writeValueAsString(node);
    }

    /**
     * A device's end.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public static DeviceEnd end(DeviceTarget target, String text) {
        return read(text, node -> {
            JsonNode before = node.path("before");
            Optional<Baseline> baseline = before.isMissingNode()
                    ? Optional.empty()
                    : Optional.of(new Baseline(
                            new Mark(
                                    before.path("boot").longValue(),
                                    before.path("sequence").longValue()),
                            before.path("dropped").longValue(),
                            before.path("error").stringValue(),
                            text(before, "confirmed").map(Digest::new)));
            return new DeviceEnd(result(target, node), baseline);
        });
    }

    /** A rollout's end. */
    public static String of(RolloutResult result) {
        ObjectNode node = JSON.createObjectNode();
        node.put("fleet", result.fleet());
        node.put("started", result.started().toString());
        node.put("finished", result.finished().toString());
        ArrayNode waves = node.putArray("waves");
        result.waves().forEach(waves::add);
        ObjectNode devices = node.putObject("devices");
        result.devices()
                .forEach(
                        device -> put(devices.putObject(device.target().device().value()), device));
        node.put("accountCalls", result.accountCalls());
        result.stopped().ifPresent(words -> node.put("stopped", words));
        result.waits().ifPresent(words -> node.put("waits", words));
        put(node.putObject("debts"), result.debts());
        put(node.putArray("accounts"), result.accounts());
        return JSON.writeValueAsString(node);
    }

    /**
     * A rollout's end.
     *
     * @param targets its devices, in the order of the fleet file
     * @throws IllegalArgumentException when the text is none of these devices
     */
    public static RolloutResult result(List<DeviceTarget> targets, String text) {
        return read(text, node -> {
            List<DeviceResult> devices = new ArrayList<>();
            for (DeviceTarget target : targets) {
                devices.add(
                        result(target, node.path("devices").path(target.device().value())));
            }
            List<String> waves = new ArrayList<>();
            node.path("waves").forEach(wave -> waves.add(wave.stringValue()));
            return new RolloutResult(
                    node.path("fleet").stringValue(),
                    Instant.parse(node.path("started").stringValue()),
                    Instant.parse(node.path("finished").stringValue()),
                    waves,
                    devices,
                    node.path("accountCalls").intValue(),
                    text(node, "stopped"),
                    text(node, "waits"),
                    debts(node.path("debts")),
                    figures(node.path("accounts")));
        });
    }

    /** What a runner did with the accounts. */
    public static String of(List<AccountFigures> figures) {
        ArrayNode node = JSON.createArrayNode();
        put(node, figures);
        return JSON.writeValueAsString(node);
    }

    /**
     * What a runner did with the accounts.
     *
     * @throws IllegalArgumentException when the text does not tell
     */
    public static List<AccountFigures> figures(String text) {
        return read(text, EndText::figures);
    }

    private static <T> T read(String text, Function<JsonNode, T> reader) {
        try {
            return reader.apply(JSON.readTree(text));
        } catch (JacksonException | DateTimeException e) {
            throw new IllegalArgumentException("not the end of a device or a rollout", e);
        }
    }

    private static Optional<String> text(JsonNode node, String name) {
        return node.has(name) ? Optional.of(node.path(name).stringValue()) : Optional.empty();
    }

    private static void put(ObjectNode node, DeviceResult result) {
        node.put("wave", result.wave());
        node.put("outcome", result.outcome().name());
        node.put("calls", result.calls());
        Evidence evidence = result.evidence();
        evidence.firstMessage().ifPresent(time -> node.put("firstMessage", time.toString()));
        node.put("messages", evidence.messages());
        node.put("acknowledged", evidence.acknowledged());
        ObjectNode values = node.putObject("values");
        evidence.lastValues().forEach(values::put);
        result.problem().ifPresent(problem -> {
            node.put("code", problem.code().name());
            node.put("what", problem.what());
            node.put("mend", problem.mend());
        });
    }

    private static DeviceResult result(DeviceTarget target, JsonNode node) {
        SortedMap<String, String> values = new TreeMap<>();
        for (Map.Entry<String, JsonNode> value : node.path("values").properties()) {
            values.put(value.getKey(), value.getValue().stringValue());
        }
        return new DeviceResult(
                target,
                node.path("wave").intValue(),
                Outcome.valueOf(node.path("outcome").stringValue()),
                new Evidence(
                        text(node, "firstMessage").map(Instant::parse),
                        node.path("messages").intValue(),
                        values,
                        node.path("acknowledged").longValue()),
                node.path("calls").intValue(),
                text(node, "code")
                        .map(code -> new DeviceProblem(
                                ProblemCode.valueOf(code),
                                node.path("what").stringValue(),
                                node.path("mend").stringValue())));
    }

    private static void put(ObjectNode node, Debts debts) {
        ArrayNode all = node.putArray("all");
        debts.all()
                .forEach(debt -> all.addObject()
                        .put("device", debt.device().value())
                        .put("since", debt.since().toString())
                        .put("reason", debt.reason()));
        ArrayNode overdue = node.putArray("overdue");
        debts.overdue().forEach(debt -> overdue.add(debt.device().value()));
        debts.unreadable().ifPresent(why -> node.put("unreadable", why));
    }

    private static Debts debts(JsonNode node) {
        List<Debt> all = new ArrayList<>();
        node.path("all")
                .forEach(debt -> all.add(new Debt(
                        new DeviceId(debt.path("device").stringValue()),
                        Instant.parse(debt.path("since").stringValue()),
                        debt.path("reason").stringValue())));
        List<String> overdue = new ArrayList<>();
        node.path("overdue").forEach(device -> overdue.add(device.stringValue()));
        return new Debts(
                all,
                all.stream()
                        .filter(debt -> overdue.contains(debt.device().value()))
                        .toList(),
                text(node, "unreadable"));
    }

    private static void put(ArrayNode node, List<AccountFigures> figures) {
        for (AccountFigures account : figures) {
            ObjectNode one = node.addObject();
            one.put("name", account.name());
            one.put("calls", account.calls());
            one.put("ofNoDevice", account.ofNoDevice());
            one.put("retries", account.retries());
            one.put("sent", account.traffic().sentBytes());
            one.put("received", account.traffic().receivedBytes());
            one.put("connections", account.traffic().connections());
            one.put("median", account.latency().median().toNanos());
            one.put("most", account.latency().most().toNanos());
            one.put("longest", account.latency().longest().toNanos());
            account.leftToday().ifPresent(left -> one.put("left", left));
        }
    }

    private static List<AccountFigures> figures(JsonNode node) {
        List<AccountFigures> figures = new ArrayList<>();
        for (JsonNode one : node) {
            figures.add(new AccountFigures(
                    one.path("name").stringValue(),
                    one.path("calls").intValue(),
                    one.path("ofNoDevice").intValue(),
                    one.path("retries").intValue(),
                    new AccountFigures.Traffic(
                            one.path("sent").longValue(),
                            one.path("received").longValue(),
                            one.path("connections").intValue()),
                    new AccountFigures.Latency(
                            Duration.ofNanos(one.path("median").longValue()),
                            Duration.ofNanos(one.path("most").longValue()),
                            Duration.ofNanos(one.path("longest").longValue())),
                    one.has("left") ? OptionalLong.of(one.path("left").longValue()) : OptionalLong.empty()));
        }
        return figures;
    }
}
