/** The resolved fleet and its reader. Depends on {@code source} and {@code finding} only. */
package io.github.flexyfleet.fleet.model;
