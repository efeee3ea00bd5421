/** AMQP 1.0 on the world's event loops: the protocol itself is Qpid Proton-J's. */
package io.github.flexyfleet.simulator.amqp;
