package io.github.flexyfleet.maven.turned.maven;

/** Planted: what the engine must not know. */
public record Frontend(String name) {}
