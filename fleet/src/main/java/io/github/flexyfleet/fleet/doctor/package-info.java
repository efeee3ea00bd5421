/** Walks from the build machine to the hub, and says at the first broken link what is wrong and how to mend it. */
package io.github.flexyfleet.fleet.doctor;
