package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.source.MapEntry;
import io.github.flexyfleet.fleet.source.MapValue;
import io.github.flexyfleet.fleet.source.ScalarKind;
import io.github.flexyfleet.fleet.source.ScalarValue;
import io.github.flexyfleet.fleet.source.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayersTest {
    private static Span line(int line) {
        return new Span("f.yaml", line, 1);
    }

    private static ScalarValue scalar(String text, int line) {
        return new ScalarValue(text, text.isEmpty() ? ScalarKind.NULL : ScalarKind.TEXT, line(line));
    }

    private static Layer layer(String name, String key, Value value) {
        return new Layer(name, new MapValue(Map.of(key, new MapEntry(scalar(key, 1), value)), value.span()), false);
    }

    @Test
    void a_resolution_knows_its_layer_and_what_it_overrides() {
        Layers layers = new Layers(List.of(
                layer("defaults", "a", scalar("1", 10)),
                layer("site", "a", scalar("2", 20)),
                layer("device", "a", scalar("3", 30))));

        assertThat(layers.leaf("a")).contains(new Resolution(scalar("3", 30), "device", List.of(line(20), line(10))));
    }

    @Test
    void an_empty_value_says_nothing() {
        Layers layers =
                new Layers(List.of(layer("defaults", "a", scalar("1", 10)), layer("site", "a", scalar("", 20))));

        assertThat(layers.leaf("a")).contains(new Resolution(scalar("1", 10), "defaults", List.of()));
    }

    @Test
    void a_path_through_something_else_than_maps_leads_nowhere() {
        Layers layers = new Layers(List.of(layer("defaults", "a", scalar("1", 10))));

        assertThat(layers.leaf("a", "b")).isEmpty();
        assertThat(layers.names("a")).isEmpty();
        assertThat(layers.leaf("c")).isEmpty();
    }
}
