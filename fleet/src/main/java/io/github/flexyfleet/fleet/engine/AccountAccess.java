package io.github.flexyfleet.fleet.engine;

import io.github.flexyfleet.fleet.gateway.CallLedger;
import io.github.flexyfleet.fleet.model.CallLimit;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings;

/**
 * The way into one Talk2M account.
 *
 * @param name what the fleet file calls it
 * @param m2web how its API is reached
 * @param calls how many calls it has
 * @param ledger what was spent of them
 */
public record AccountAccess(String name, M2WebSettings m2web, CallLimit calls, CallLedger ledger) {}
