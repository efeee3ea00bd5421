/** A virtual Ewon Flexy: flash, users, tags, web server, script, exports, MQTT, and its Java VM. */
package io.github.flexyfleet.simulator.flexy;
