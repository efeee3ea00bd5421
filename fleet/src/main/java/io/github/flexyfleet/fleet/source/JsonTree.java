package io.github.flexyfleet.fleet.source;

import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The located tree as Jackson nodes, the form that the schema validator takes. */
final class JsonTree {
    private static final int LONG_DIGITS = 18;
    /** Far beyond every limit of a schema, and still a long. */
    private static final double BOUND = 1e18;

    private JsonTree() {}

    static JsonNode of(Value value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof MapValue map) {
            ObjectNode object = nodes.objectNode();
            map.entries().forEach((name, entry) -> object.set(name, of(entry.value())));
            return object;
        }
        if (value instanceof ListValue list) {
            ArrayNode array = nodes.arrayNode(list.items().size());
            list.items().forEach(item -> array.add(of(item)));
            return array;
        }
        return scalar((ScalarValue) value, nodes);
    }

    private static JsonNode scalar(ScalarValue scalar, JsonNodeFactory nodes) {
        String text = scalar.text();
        return switch (scalar.kind()) {
            case NULL -> nodes.nullNode();
            case BOOLEAN -> nodes.booleanNode(text.toLowerCase(Locale.ROOT).equals("true"));
            case INTEGER ->
                text.length() <= LONG_DIGITS
                        ? nodes.numberNode(Long.parseLong(text))
                        : nodes.numberNode((long) bounded(text));
            case DECIMAL -> nodes.numberNode(bounded(text));
            case TEXT, TEMPLATE, AMBIGUOUS -> nodes.stringNode(text);
        };
    }

    // A double, not a BigDecimal: no schema here needs the digits, and a long number must not cost time. Bounded, since
    // the validator asks for the long value of what looks whole, and throws when there is none.
    private static double bounded(String text) {
        return Math.max(-BOUND, Math.min(BOUND, Double.parseDouble(text)));
    }
}
