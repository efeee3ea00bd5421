/**
 * What a fleet will use of limited things, from its periods and some assumptions about tags: hub messages, SIM data, M2Web
 * calls, flash, heap. Pure functions; depends on {@code model}, {@code source} and {@code finding} only.
 */
package io.github.flexyfleet.fleet.budget;
