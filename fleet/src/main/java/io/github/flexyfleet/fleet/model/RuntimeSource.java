package io.github.flexyfleet.fleet.model;

import java.net.URI;

/**
 * Where a Flexy without a runtime fetches it.
 *
 * @param url an {@code https} address without user information
 */
public record RuntimeSource(URI url) {}
