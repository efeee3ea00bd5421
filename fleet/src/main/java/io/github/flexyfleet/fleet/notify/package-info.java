/** Tells somebody else, by a signed webhook, what a fleet needs a human for. */
package io.github.flexyfleet.fleet.notify;
