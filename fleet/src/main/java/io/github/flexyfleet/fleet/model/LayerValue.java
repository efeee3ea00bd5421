package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.Span;
import java.util.Optional;

/**
 * What one layer says about a setting.
 *
 * @param text the value as written, a list in brackets
 * @param layer the layer's name, such as {@code site brussels}
 * @param span where it stands; empty for what is built in
 */
public record LayerValue(String text, String layer, Optional<Span> span) {
    /** Name of the layer below all others: what holds when the files say nothing. */
    public static final String BUILT_IN = "built in";

    static LayerValue builtIn(String text) {
        return new LayerValue(text, BUILT_IN, Optional.empty());
    }
}
