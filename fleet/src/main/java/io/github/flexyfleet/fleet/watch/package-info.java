/** What arrives at the hub, as people and programs want to see it: in order or not, how late, under which digest. */
package io.github.flexyfleet.fleet.watch;
