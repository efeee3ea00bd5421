/**
 * Makes a first fleet file of what is there: a BASIC script, a tag list, live gateways. What could not be read becomes a
 * comment in that file; a secret becomes neither value nor comment.
 */
package io.github.flexyfleet.fleet.imports;
