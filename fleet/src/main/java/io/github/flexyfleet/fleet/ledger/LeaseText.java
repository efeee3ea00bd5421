package io.github.flexyfleet.fleet.ledger;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A lease as JSON in one line, as every store keeps it. */
public final class LeaseText {
    private static final JsonMapper JSON = new JsonMapper();

    private LeaseText() {}

    /** The line, without a line end. */
    public static String write(Lease lease) {
        ObjectNode node = JSON.createObjectNode();
        node.put("version", lease.version());
        node.put("token", lease.fence().token());
        node.put("nonce", lease.fence().nonce());
        node.put("state", lease.state().name().toLowerCase(Locale.ROOT));
        node.put("user", lease.holder().user());
        node.put("host", lease.holder().host());
        node.put("machine", lease.holder().machine());
        node.put("pid", lease.holder().pid());
        node.put("started", lease.holder().started().toString());
        node.put("taken", lease.taken().toString());
        node.put("renewed", lease.renewed().toString());
        node.put("length", lease.length().toString());
        lease.reason().ifPresent(reason -> node.put("reason", reason));
        lease.until().ifPresent(until -> node.put("until", until.toString()));
        lease.stopWish().ifPresent(wish -> node.put("stop", wish));
        return JSON.writeValueAsString(node);
    }

    /**
     * Reads the line.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Lease read(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return new Lease(
                    node.path("version").longValue(),
                    new Fence(node.path("token").longValue(), node.path("nonce").stringValue()),
                    Lease.State.valueOf(node.path("state").stringValue().toUpperCase(Locale.ROOT)),
                    new Holder(
                            node.path("user").stringValue(),
                            node.path("host").stringValue(),
                            node.path("machine").stringValue(),
                            node.path("pid").longValue(),
                            Instant.parse(node.path("started").stringValue())),
                    Instant.parse(node.path("taken").stringValue()),
                    Instant.parse(node.path("renewed").stringValue()),
                    Duration.parse(node.path("length").stringValue()),
                    text(node, "reason"),
                    text(node, "until").map(Instant::parse),
                    text(node, "stop"));
        } catch (JacksonException | DateTimeException e) {
            throw new IllegalArgumentException("not a lease", e);
        }
    }

    private static Optional<String> text(JsonNode node, String name) {
        return node.has(name) ? Optional.of(node.path(name).stringValue()) : Optional.empty();
    }
}
