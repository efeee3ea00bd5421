/** A ledger in PostgreSQL 14 or newer, shared by all runners of a team. */
package io.github.flexyfleet.fleet.ledger.postgres;
