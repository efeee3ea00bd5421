package io.github.flexyfleet.fleet.imports;

import java.util.Locale;
import java.util.Optional;

/**
 * Who a BASIC program is at an MQTT broker, as far as its text tells.
 *
 * @param connects whether there is an {@code MQTT} statement at all
 * @param device identity that it connects as, when that can be worked out
 * @param host broker, when that can be worked out
 */
public record ScriptIdentity(boolean connects, Optional<String> device, Optional<String> host) {
    /** Reads a program. */
    public static ScriptIdentity of(String program) {
        BasicVariables variables = new BasicVariables();
        MqttCalls calls = new MqttCalls();
        boolean connects = false;
        for (BasicStatement statement : BasicStatement.of(program)) {
            connects |= statement.text().toLowerCase(Locale.ROOT).startsWith("mqtt ");
            calls.take(statement, variables);
            variables.take(statement.text());
        }
        return new ScriptIdentity(connects, calls.device(), calls.host());
    }

    /** Whether the program connects under this hub identity, or may do so since its own cannot be worked out. */
    public boolean clashesWith(String deviceId, String program) {
        if (!connects) {
            return false;
        }
        // Hub identities are told apart by case (azure-iot-hub 2).
        return device.map(deviceId::equals).orElseGet(() -> program.contains(deviceId));
    }
}
