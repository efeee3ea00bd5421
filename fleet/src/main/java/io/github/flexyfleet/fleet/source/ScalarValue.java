package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.Span;

/**
 * A single value.
 *
 * @param text as meant: quotes and escapes of the file are resolved
 * @param kind what YAML makes of it
 * @param span of its first character or opening quote
 */
public record ScalarValue(String text, ScalarKind kind, Span span) implements Value {}
