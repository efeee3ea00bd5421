package io.github.flexyfleet.simulator.vm.bridge;

import java.util.function.BooleanSupplier;

/**
 * An export that was opened. The content is not copied.
 *
 * @param content all of it
 * @param begun whether the gateway shows that there is something
 */
@SuppressWarnings("ArrayRecordComponent")
public record Export(byte[] content, BooleanSupplier begun) {}
