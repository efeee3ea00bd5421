package io.github.flexyfleet.fleet.source;

import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;

/**
 * The way from a tree's root to a value.
 *
 * @param values from the root to the value, both included
 * @param path for people, such as {@code defaults.tagGroups.script}; empty for the root
 */
record Trail(List<Value> values, String path) {
    static Trail of(MapValue root, NodePath location) {
        List<Value> values = new ArrayList<>();
        StringBuilder path = new StringBuilder();
        values.add(root);
        for (int i = 0; i < location.getNameCount(); i++) {
            Value last = values.get(values.size() - 1);
            String name = location.getElement(i).toString();
            if (last instanceof MapValue map) {
                values.add(map.get(name).orElseThrow());
                path.append(path.length() == 0 ? "" : ".").append(name);
            } else if (last instanceof ListValue list) {
                values.add(list.items().get(Integer.parseInt(name)));
                path.append('[').append(name).append(']');
            }
        }
        return new Trail(List.copyOf(values), path.toString());
    }

    /** The value at the end. */
    Value value() {
        return values.get(values.size() - 1);
    }

    /** What to call the value in a sentence. */
    String name() {
        return path.isEmpty() ? "the file" : path;
    }
}
