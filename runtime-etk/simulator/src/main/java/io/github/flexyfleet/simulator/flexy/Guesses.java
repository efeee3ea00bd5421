package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.flexy.export.ExportQuirks;
import io.github.flexyfleet.simulator.flexy.mqtt.MqttQuirks;
import io.github.flexyfleet.simulator.vm.bridge.Conversions;
import io.github.flexyfleet.simulator.vm.flash.FlashQuirks;

/**
 * What is not known of a gateway besides its web server and HTTP client.
 *
 * @param script of its script engine
 * @param vm of how its Java VM starts and ends
 * @param flash of its user partition
 * @param mqtt of its MQTT client
 * @param exports of its exports
 * @param conversions of what its Java VM makes of text and numbers
 */
public record Guesses(
        ScriptQuirks script,
        VmQuirks vm,
        FlashQuirks flash,
        MqttQuirks mqtt,
        ExportQuirks exports,
        Conversions conversions) {
    /** What is likeliest. */
    public static Guesses standard() {
        return new Guesses(
                ScriptQuirks.standard(),
                VmQuirks.standard(),
                FlashQuirks.standard(),
                MqttQuirks.standard(),
                ExportQuirks.standard(),
                Conversions.standard());
    }

    /** The same with another script engine. */
    public Guesses with(ScriptQuirks quirks) {
        return new Guesses(quirks, vm, flash, mqtt, exports, conversions);
    }

    /** The same with another Java VM. */
    public Guesses with(VmQuirks quirks) {
        return new Guesses(script, quirks, flash, mqtt, exports, conversions);
    }

    /** The same with another partition. */
    public Guesses with(FlashQuirks quirks) {
        return new Guesses(script, vm, quirks, mqtt, exports, conversions);
    }

    /** The same with another MQTT client. */
    public Guesses with(MqttQuirks quirks) {
        return new Guesses(script, vm, flash, quirks, exports, conversions);
    }

    /** The same with other exports. */
    public Guesses with(ExportQuirks quirks) {
        return new Guesses(script, vm, flash, mqtt, quirks, conversions);
    }

    /** The same with other conversions. */
    public Guesses with(Conversions others) {
        return new Guesses(script, vm, flash, mqtt, exports, others);
    }
}
