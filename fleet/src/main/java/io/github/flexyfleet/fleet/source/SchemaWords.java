package io.github.flexyfleet.fleet.source;

import com.networknt.schema.Error;
import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.finding.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Says in our own words how a value does not fit the schema, with the schema's titles and examples. */
final class SchemaWords {
    private final JsonNode schema;

    SchemaWords(JsonNode schema) {
        this.schema = schema;
    }

    /** The known key that an unknown one was probably meant to be; none that the map has already. */
    Optional<String> meantKey(Error error, Trail trail) {
        List<String> free = new ArrayList<>(knownKeys(error));
        if (trail.value() instanceof MapValue map) {
            free.removeAll(map.entries().keySet());
        }
        return DidYouMean.suggest(error.getProperty(), free);
    }

    Violation unknownKey(Error error, Trail trail, Optional<String> meant) {
        String what = "unknown key " + Text.quote(error.getProperty()) + in(trail);
        String mend = meant.map(key -> "did you mean " + Text.quote(key) + "?")
                .orElseGet(() -> "remove it; known here: " + String.join(", ", knownKeys(error)));
        return violation(FindingCode.UNKNOWN_KEY, keySpan(error, trail), what, mend, trail);
    }

    Violation missingKey(Error error, Trail trail) {
        String key = error.getProperty();
        String example = example(keyword(error).at("/properties").path(key));
        String mend = "add " + key + ":" + (example.startsWith("{") ? "" : " and a value such as " + example);
        String what = "key " + Text.quote(key) + " is missing" + in(trail);
        return violation(FindingCode.MISSING_KEY, trail.value().span(), what, mend, trail);
    }

    /** Any other violation. */
    Violation violation(Error error, Trail trail) {
        Span span = trail.value().span();
        String shown = shown(trail.value());
        JsonNode node = keyword(error);
        String limit = error.getSchemaNode().asString("");
        return switch (error.getKeyword()) {
            case "type" -> wrongType(error, trail);
            case "enum" -> notAllowed(error, trail);
            case "pattern" ->
                violation(
                        FindingCode.BAD_FORM, span, shown + " is not a " + title(node) + at(trail), form(node), trail);
            case "propertyNames" -> badName(error, trail);
            case "minimum" -> outOfRange(trail, shown + " is too small" + at(trail), "write " + limit + " or more");
            case "maximum" -> outOfRange(trail, shown + " is too large" + at(trail), "write " + limit + " or less");
            case "minLength" -> outOfRange(trail, trail.name() + " is empty", "write " + example(node));
            case "maxLength" ->
                outOfRange(trail, trail.name() + " is too long", "write at most " + limit + " characters");
            case "minItems" ->
                outOfRange(
                        trail,
                        "the list " + trail.name()
                                + (trail.value() instanceof ListValue list
                                                && !list.items().isEmpty()
                                        ? " is too short"
                                        : " is empty"),
                        "write " + example(node));
            case "maxItems" ->
                outOfRange(trail, "the list " + trail.name() + " is too long", "write at most " + limit + " items");
            case "uniqueItems" ->
                outOfRange(trail, "the list " + trail.name() + " has an item twice", "keep each item once");
            default ->
                violation(
                        FindingCode.SCHEMA_VIOLATION,
                        span,
                        trail.name() + " does not fit the schema (" + error.getKeyword() + ")",
                        FindingCode.SCHEMA_VIOLATION.mend(),
                        trail);
        };
    }

    private Violation wrongType(Error error, Trail trail) {
        List<String> wanted = strings(error.getSchemaNode());
        JsonNode node = keyword(error);
        Span span = trail.value().span();
        if (wanted.contains("string")
                && trail.value() instanceof ScalarValue scalar
                && scalar.kind() != ScalarKind.NULL) {
            String pattern = node.path("pattern").asString("");
            if (!Pattern.compile(pattern).matcher(scalar.text()).find()) {
                String what = shown(scalar) + " is not a " + title(node) + at(trail);
                return violation(FindingCode.BAD_FORM, span, what, form(node), trail);
            }
            return violation(
                    FindingCode.UNQUOTED_TEXT,
                    span,
                    trail.name() + " must be text, but " + Text.quote(scalar.text()) + " without quotes is "
                            + kind(scalar),
                    "write " + Text.quote(scalar.text()) + ", in quotes",
                    trail);
        }
        String kinds = wanted.stream()
                .filter(type -> !type.equals("null"))
                .map(SchemaWords::kind)
                .collect(Collectors.joining(" or "));
        String what = trail.name() + " must be " + kinds + ", not " + kind(trail.value());
        String example = example(node);
        String mend = example.isEmpty() ? FindingCode.WRONG_TYPE.mend() : "write it like " + example;
        return violation(FindingCode.WRONG_TYPE, span, what, mend, trail);
    }

    private static Violation notAllowed(Error error, Trail trail) {
        List<String> allowed = strings(error.getSchemaNode());
        String mend = "write one of " + String.join(", ", allowed);
        if (trail.value() instanceof ScalarValue scalar) {
            mend = DidYouMean.suggest(scalar.text(), allowed)
                            .map(word -> "did you mean " + word + "? allowed: ")
                            .orElse("write one of ")
                    + String.join(", ", allowed);
        }
        String what = shown(trail.value()) + " is not allowed" + at(trail);
        return violation(FindingCode.VALUE_NOT_ALLOWED, trail.value().span(), what, mend, trail);
    }

    private Violation badName(Error error, Trail trail) {
        JsonNode form = resolve(error.getSchemaNode());
        String what = Text.quote(error.getProperty()) + " is not a " + title(form) + in(trail);
        String mend = "use " + form.path("description").asString("");
        return violation(FindingCode.BAD_FORM, keySpan(error, trail), what, mend, trail);
    }

    private static Violation outOfRange(Trail trail, String what, String mend) {
        return violation(FindingCode.OUT_OF_RANGE, trail.value().span(), what, mend, trail);
    }

    private static Violation violation(FindingCode code, Span span, String what, String mend, Trail trail) {
        return new Violation(new Finding(code, span, what, mend, List.of()), trail.values());
    }

    private static Span keySpan(Error error, Trail trail) {
        return trail.value() instanceof MapValue map
                ? map.entry(error.getProperty()).orElseThrow().keySpan()
                : trail.value().span();
    }

    private static String in(Trail trail) {
        return trail.path().isEmpty() ? "" : " in " + trail.path();
    }

    private static String at(Trail trail) {
        return trail.path().isEmpty() ? "" : " at " + trail.path();
    }

    private static String shown(Value value) {
        return value instanceof ScalarValue scalar && scalar.kind() != ScalarKind.NULL
                ? Text.quote(scalar.text())
                : kind(value);
    }

    private static String kind(Value value) {
        if (value instanceof ScalarValue scalar) {
            return switch (scalar.kind()) {
                case NULL -> "empty";
                case BOOLEAN -> "a boolean";
                case INTEGER, DECIMAL -> "a number";
                case TEXT, TEMPLATE, AMBIGUOUS -> "text";
            };
        }
        return value instanceof MapValue ? "a map" : "a list";
    }

    private static String kind(String schemaType) {
        return switch (schemaType) {
            case "object" -> "a map";
            case "array" -> "a list";
            case "string" -> "text";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            default -> schemaType;
        };
    }

    /** The schema that holds the violated keyword. */
    private JsonNode keyword(Error error) {
        String location = error.getSchemaLocation().toString();
        String pointer = location.substring(location.indexOf('#') + 1);
        String holder = pointer.substring(0, pointer.lastIndexOf('/'));
        return schema.at(holder.endsWith("/then") ? holder.substring(0, holder.length() - "/then".length()) : holder);
    }

    private List<String> knownKeys(Error error) {
        return List.copyOf(keyword(error).path("properties").propertyNames());
    }

    private static String title(JsonNode node) {
        return node.path("title").asString("value of the wanted form");
    }

    private static String form(JsonNode node) {
        return "write it like "
                + node.path("examples").valueStream().map(SchemaWords::text).collect(Collectors.joining(", "))
                + ": " + node.path("description").asString("");
    }

    private String example(JsonNode node) {
        JsonNode own = node.path("examples").path(0);
        return text(own.isMissingNode() ? resolve(node).path("examples").path(0) : own);
    }

    private JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.startsWith("#") ? schema.at(reference.substring(1)) : node;
    }

    private static String text(JsonNode example) {
        return example.isMissingNode() ? "" : example.isString() ? example.stringValue() : example.toString();
    }

    private static List<String> strings(JsonNode node) {
        if (!node.isArray()) {
            return List.of(node.asString(""));
        }
        return node.valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .toList();
    }
}
