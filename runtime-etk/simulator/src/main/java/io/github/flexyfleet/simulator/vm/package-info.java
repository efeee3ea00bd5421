/** The Java VM of a virtual gateway: one program at a time, with its own classes, that can be ended at any moment. */
package io.github.flexyfleet.simulator.vm;
