package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.source.ListValue;
import io.github.flexyfleet.fleet.source.MapEntry;
import io.github.flexyfleet.fleet.source.MapValue;
import io.github.flexyfleet.fleet.source.ScalarKind;
import io.github.flexyfleet.fleet.source.ScalarValue;
import io.github.flexyfleet.fleet.source.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeavesTest {
    private static final Span PLACE = new Span("f.yaml", 1, 1);

    private static ScalarValue text(String text) {
        return new ScalarValue(text, ScalarKind.TEXT, PLACE);
    }

    private static ListValue list(String... items) {
        return new ListValue(
                Arrays.stream(items).map(item -> (Value) text(item)).toList(), PLACE);
    }

    private static MapValue map(String key, Value value) {
        Map<String, MapEntry> entries = new LinkedHashMap<>();
        entries.put(key, new MapEntry(text(key), value));
        return new MapValue(entries, PLACE);
    }

    private static List<ExplainedValue> explain(MapValue... weakestFirst) {
        List<Layer> layers = new ArrayList<>();
        for (MapValue map : weakestFirst) {
            layers.add(new Layer("layer " + layers.size(), map("names", map), false));
        }
        return Leaves.of(new Layers(layers)).below("names");
    }

    @Test
    void a_list_that_is_appended_to_shows_all_its_parts() {
        List<ExplainedValue> explained = explain(
                map("x", list("old")),
                map("x", list("a", "b")),
                map("x", map("append", list("c"))),
                map("x", map("append", list("d"))));

        assertThat(explained).singleElement().satisfies(value -> {
            assertThat(value.path()).isEqualTo("names.x");
            assertThat(value.value().text()).isEqualTo("[a, b] + [c] + [d]");
            assertThat(value.value().layer()).isEqualTo("layer 3");
            assertThat(value.overridden()).extracting(LayerValue::text).containsExactly("+ [c]", "[a, b]", "[old]");
        });
    }

    @Test
    void a_list_over_an_appended_one_replaces_it() {
        List<ExplainedValue> explained =
                explain(map("x", list("a")), map("x", map("append", list("b"))), map("x", list("c")));

        assertThat(explained).singleElement().satisfies(value -> {
            assertThat(value.value().text()).isEqualTo("[c]");
            assertThat(value.overridden()).extracting(LayerValue::text).containsExactly("+ [b]", "[a]");
        });
    }

    @Test
    void a_map_in_a_list_is_written_out() {
        MapValue item = map("file", text("a.csv"));

        assertThat(explain(map("x", new ListValue(List.of(item), PLACE))))
                .singleElement()
                .extracting(value -> value.value().text())
                .isEqualTo("[{file: a.csv}]");
    }

    @Test
    void an_empty_map_says_nothing() {
        assertThat(explain(new MapValue(Map.of(), PLACE))).isEmpty();
    }
}
