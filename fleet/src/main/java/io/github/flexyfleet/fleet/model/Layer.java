package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.source.MapValue;

/**
 * One set of settings.
 *
 * @param name for people, such as {@code site brussels}
 * @param settings the map that holds them, perhaps among other keys
 */
record Layer(String name, MapValue settings) {}
