/** The identities that a fleet wants at its hub: compared with those that are there, written in bulk, checked and handed to others as files. */
package io.github.flexyfleet.fleet.identity;
