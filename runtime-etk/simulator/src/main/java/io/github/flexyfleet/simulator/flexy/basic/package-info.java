/** The part of the gateway's BASIC that script commands of a rehearsal use; anything else is a syntax error. */
package io.github.flexyfleet.simulator.flexy.basic;
