package io.github.flexyfleet.fleet.model;

import java.time.Duration;

/**
 * How a device asks to wait.
 *
 * @param tag name of the tag that is true meanwhile
 * @param atMost so long it is waited for, 0 s to 24 h
 */
public record Hold(String tag, Duration atMost) {}
