package io.github.flexyfleet.fleet.plan;

import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.RolloutPolicy;
import io.github.flexyfleet.fleet.model.Share;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rollout policy as a tree of its values, component by component, so that nothing that a policy ever gets can be left out
 * of a plan. Places in files are none of its values: a comment above them moves no plan.
 */
final class RolloutForm {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RolloutForm() {}

    static ObjectNode of(RolloutPolicy policy) {
        return (ObjectNode) node(policy);
    }

    /** The form of one value. */
    static JsonNode node(Object value) {
        if (value instanceof DeviceId || value instanceof Share || value instanceof Duration) {
            return NODES.stringNode(value.toString());
        }
        if (value instanceof Record told) {
            return members(told);
        }
        if (value instanceof Collection<?> items) {
            ArrayNode list = NODES.arrayNode();
            items.forEach(item -> list.add(node(item)));
            return list;
        }
        if (value instanceof Map<?, ?> map) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            map.forEach((key, inner) -> sorted.put(key.toString(), node(inner)));
            ObjectNode object = NODES.objectNode();
            sorted.forEach(object::set);
            return object;
        }
        if (value instanceof Integer || value instanceof Long || value instanceof Short) {
            return number(((Number) value).longValue());
        }
        if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        }
        if (value instanceof Enum<?> word) {
            return NODES.stringNode(word.name());
        }
        return NODES.stringNode(text(value));
    }

    /** In the class in which it would be read again, so that trees can be compared. */
    private static JsonNode number(long value) {
        return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
    }

    /** Texts, dates, zones and the like; an object that would show where it lies in memory is a mistake of ours. */
    private static String text(Object value) {
        try {
            if (value.getClass().getMethod("toString").getDeclaringClass() == Object.class) {
                throw new IllegalStateException("no form in plans for " + value.getClass());
            }
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
        return value.toString();
    }

    private static ObjectNode members(Record told) {
        ObjectNode object = NODES.objectNode();
        boolean oneOfSeveral = Arrays.stream(told.getClass().getInterfaces()).anyMatch(Class::isSealed);
        if (oneOfSeveral) {
            object.put("kind", told.getClass().getSimpleName());
        }
        for (RecordComponent component : told.getClass().getRecordComponents()) {
            present(value(told, component)).ifPresent(value -> object.set(component.getName(), node(value)));
        }
        return object;
    }

    private static Optional<Object> present(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(Object.class::cast);
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
        }
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
        }
        return Optional.ofNullable(value).filter(any -> !(any instanceof Span));
    }

    private static Object value(Record told, RecordComponent component) {
        try {
            return component.getAccessor().invoke(told);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("no form in plans for " + told.getClass(), e);
        }
    }
}
