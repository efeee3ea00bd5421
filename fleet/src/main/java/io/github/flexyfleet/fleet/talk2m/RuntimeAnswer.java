package io.github.flexyfleet.fleet.talk2m;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON answer of the runtime, read strictly: a member that is missing or of the wrong kind is an error, an unknown
 * one is passed over.
 */
final class RuntimeAnswer {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PROTOCOL = 1;

    /** No answer of the runtime begins otherwise; one that does and then breaks off is damaged, not foreign. */
    private static final String BEGINNING = "{\"protocol\":";

    private final String call;
    private final JsonNode json;

    private RuntimeAnswer(String call, JsonNode json) {
        this.call = call;
        this.json = json;
    }

    /**
     * Reads the text that came back.
     *
     * @param call names the call in errors
     * @param form the form that was asked
     * @return empty when it does not come from a runtime
     * @throws RuntimeRefusal when the runtime refused
     * @throws RuntimeProtocolException when it is a runtime's answer that cannot be understood
     */
    static Optional<RuntimeAnswer> read(String call, String form, String text) {
        Optional<JsonNode> parsed = parse(text);
        if (parsed.isEmpty() && text.stripLeading().startsWith(BEGINNING)) {
            throw new RuntimeProtocolException(call, "the answer is damaged");
        }
        if (!parsed.map(node -> node.path("protocol").isIntegralNumber()).orElse(false)) {
            return Optional.empty();
        }
        RuntimeAnswer answer = new RuntimeAnswer(call, parsed.get());
        if (answer.integer("protocol") != PROTOCOL) {
            throw answer.wrong("protocol");
        }
        if (!answer.bool("ok")) {
            throw answer.refusal();
        }
        if (!answer.string("form").equals(form)) {
            throw answer.wrong("form");
        }
        return Optional.of(answer);
    }

    RuntimeAnswer object(String name) {
        JsonNode child = json.path(name);
        if (!child.isObject()) {
            throw wrong(name);
        }
        return new RuntimeAnswer(call, child);
    }

    String string(String name) {
        JsonNode child = json.path(name);
        if (!child.isString()) {
            throw wrong(name);
        }
        return child.stringValue();
    }

    boolean bool(String name) {
        JsonNode child = json.path(name);
        if (!child.isBoolean()) {
            throw wrong(name);
        }
        return child.booleanValue();
    }

    /** A number of 0 or more. */
    long count(String name) {
        JsonNode child = json.path(name);
        if (!child.isIntegralNumber() || !child.canConvertToLong() || child.longValue() < 0) {
            throw wrong(name);
        }
        return child.longValue();
    }

    int integer(String name) {
        JsonNode child = json.path(name);
        if (!child.isIntegralNumber() || !child.canConvertToInt()) {
            throw wrong(name);
        }
        return child.intValue();
    }

    Duration seconds(String name) {
        long seconds = count(name);
        if (seconds > Integer.MAX_VALUE) {
            throw wrong(name);
        }
        return Duration.ofSeconds(seconds);
    }

    Instant instant(String name) {
        try {
            return Instant.parse(string(name));
        } catch (DateTimeException e) {
            throw wrong(name);
        }
    }

    /** A digest, or empty for the empty string. */
    Optional<String> digest(String name) {
        String text = string(name);
        if (!text.isEmpty() && !Digests.isDigest(text)) {
            throw wrong(name);
        }
        return Optional.of(text).filter(digest -> !digest.isEmpty());
    }

    /** What {@code reader} makes of a string, or empty for the empty string. */
    <T> Optional<T> unlessEmpty(String name, Function<String, T> reader) {
        String text = string(name);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(reader.apply(text));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw wrong(name);
        }
    }

    /** The constant whose word on the wire stands there. */
    <E extends Enum<E>> E word(String name, Class<E> words, Function<E, String> wire) {
        String text = string(name);
        return Arrays.stream(words.getEnumConstants())
                .filter(word -> wire.apply(word).equals(text))
                .findFirst()
                .orElseThrow(() -> wrong(name));
    }

    RuntimeState state() {
        return word("state", RuntimeState.class, RuntimeState::wire);
    }

    List<String> strings(String name) {
        JsonNode array = json.path(name);
        if (!array.isArray()) {
            throw wrong(name);
        }
        List<String> strings = new ArrayList<>();
        for (JsonNode element : array) {
            if (!element.isString()) {
                throw wrong(name);
            }
            strings.add(element.stringValue());
        }
        return List.copyOf(strings);
    }

    boolean has(String name) {
        return json.has(name);
    }

    /** An error that names the member and does not show what stands there. */
    RuntimeProtocolException wrong(String name) {
        return new RuntimeProtocolException(call, "\"" + name + "\" is missing or wrong in the answer");
    }

    private RuntimeRefusal refusal() {
        RuntimeRefusal.Code code = word("error", RuntimeRefusal.Code.class, RuntimeRefusal.Code::wire);
        String reason = new Redactor(List.of()).shorten(string("message"));
        return new RuntimeRefusal(call, code, reason, has("missing") ? strings("missing") : List.of());
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
