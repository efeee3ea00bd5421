package io.github.flexyfleet.simulator.net;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What every server of a world needs.
 *
 * @param ca signs its certificates
 * @param network where it is found
 * @param transport opens its ports
 * @param workers do its work
 * @param clock its time
 * @param random its randomness
 */
public record ServerRoom(
        WorldCa ca,
        WorldNetwork network,
        Transport transport,
        Executor workers,
        InstantSource clock,
        SecureRandom random) {}
