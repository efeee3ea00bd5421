package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.flexy.mqtt.MqttQuirks;
import io.github.flexyfleet.simulator.vm.flash.FlashQuirks;

/**
 * What is not known of a gateway besides its web server and HTTP client.
 *
 * @param script of its script engine
 * @param vm of how its Java VM starts and ends
 * @param flash of its user partition
 * @param mqtt of its MQTT client
 */
public record Guesses(ScriptQuirks script, VmQuirks vm, FlashQuirks flash, MqttQuirks mqtt) {
    /** What is likeliest. */
    public static Guesses standard() {
        return new Guesses(ScriptQuirks.standard(), VmQuirks.standard(), FlashQuirks.standard(), MqttQuirks.standard());
    }

    /** The same with another script engine. */
    public Guesses with(ScriptQuirks quirks) {
        return new Guesses(quirks, vm, flash, mqtt);
    }

    /** The same with another Java VM. */
    public Guesses with(VmQuirks quirks) {
        return new Guesses(script, quirks, flash, mqtt);
    }

    /** The same with another partition. */
    public Guesses with(FlashQuirks quirks) {
        return new Guesses(script, vm, quirks, mqtt);
    }

    /** The same with another MQTT client. */
    public Guesses with(MqttQuirks quirks) {
        return new Guesses(script, vm, flash, quirks);
    }
}
