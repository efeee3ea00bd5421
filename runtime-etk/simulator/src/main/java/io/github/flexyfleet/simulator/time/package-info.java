/** Time in a rehearsal world: the machine's own, or one that passes only while everybody waits. */
package io.github.flexyfleet.simulator.time;
