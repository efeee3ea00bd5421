package io.github.flexyfleet.fleet.ledger;

/**
 * What a holder shows with each write. Each taking of the lease gets a higher token, and the store refuses all others.
 *
 * @param token how often the lease was taken or broken so far
 * @param nonce chosen by chance for this taking; also what people break a lease by
 */
public record Fence(long token, String nonce) {}
