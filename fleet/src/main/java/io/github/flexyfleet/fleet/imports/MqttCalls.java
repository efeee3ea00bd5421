package io.github.flexyfleet.fleet.imports;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a script's {@code MQTT} statements say of hub and device. Notes name lines and parameters and never show a value:
 * it may be a secret. For one thread.
 */
final class MqttCalls {
    private static final Pattern CALL = Pattern.compile("(?i)mqtt\\s+(.*)", Pattern.DOTALL);
    private static final String PORT = "8883";

    /** {@code host/device/...api-version=...}, with or without a question mark (flexy-etk 8). */
    private static final Pattern USER_NAME = Pattern.compile("([^/]+)/([^/]+)/.*");

    private final List<String> notes = new ArrayList<>();
    private Optional<String> openedHost = Optional.empty();
    private Optional<String> openedDevice = Optional.empty();
    private Optional<String> namedHost = Optional.empty();
    private Optional<String> namedDevice = Optional.empty();

    /** Takes a statement, with the variables as they are before it. */
    void take(BasicStatement statement, BasicVariables variables) {
        Matcher call = CALL.matcher(statement.text());
        if (!call.matches()) {
            return;
        }
        List<String> arguments = BasicStatement.split(call.group(1), ',');
        String verb = variables.evaluate(arguments.get(0)).orElse("").toLowerCase(Locale.ROOT);
        if (verb.equals("open") && arguments.size() >= 3) {
            open(statement.line(), variables.evaluate(arguments.get(1)), variables.evaluate(arguments.get(2)));
        } else if (verb.equals("setparam") && arguments.size() >= 3) {
            String name = variables.evaluate(arguments.get(1)).orElse("").toLowerCase(Locale.ROOT);
            parameter(statement.line(), name, arguments.get(2), variables);
        }
    }

    /** The host that the script connects to. */
    Optional<String> host() {
        return openedHost.or(() -> namedHost);
    }

    /** The device that the script connects as. */
    Optional<String> device() {
        return openedDevice.or(() -> namedDevice);
    }

    List<String> notes() {
        return notes;
    }

    private void open(int line, Optional<String> device, Optional<String> host) {
        Optional<String> goodDevice = device.filter(DeviceId::isValid);
        Optional<String> goodHost = host.flatMap(HubHost::host);
        if (goodDevice.isEmpty()) {
            notes.add("line " + line + ": MQTT \"Open\" has a device id that could not be worked out");
        }
        if (goodHost.isEmpty()) {
            notes.add("line " + line + ": MQTT \"Open\" has a host that could not be worked out");
        }
        openedDevice = openedDevice.or(() -> goodDevice);
        openedHost = openedHost.or(() -> goodHost);
    }

    private void parameter(int line, String name, String expression, BasicVariables variables) {
        Optional<String> value = variables.evaluate(expression);
        switch (name) {
            case "username" -> userName(line, value);
            case "password" -> password(line, expression, value);
            case "port" -> {
                if (!value.equals(Optional.of(PORT))) {
                    notes.add("line " + line + ": another port than " + PORT + ", which is the one that is used now");
                }
            }
            case "cafile" -> {
                if (expression.toLowerCase(Locale.ROOT).contains("baltimore")) {
                    notes.add("line " + line + ": the script trusts a root that IoT Hub does not use any more;"
                            + " the right ones are built in");
                }
            }
            default -> {
                // Connection details that the runtime knows itself.
            }
        }
    }

    private void userName(int line, Optional<String> value) {
        Matcher matcher = USER_NAME.matcher(value.orElse(""));
        if (!matcher.matches()) {
            notes.add("line " + line + ": the MQTT user name could not be worked out");
            return;
        }
        namedHost = HubHost.host(matcher.group(1));
        namedDevice = Optional.of(matcher.group(2)).filter(DeviceId::isValid);
        boolean differs = differ(openedDevice, namedDevice) || differ(openedHost, namedHost);
        if (differs) {
            notes.add("line " + line + ": the MQTT user name is for another device or host than MQTT \"Open\"");
        }
    }

    private static boolean differ(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    private void password(int line, String expression, Optional<String> value) {
        String text = value.orElse(expression).toLowerCase(Locale.ROOT);
        boolean secret = text.contains("sharedaccess") || text.contains("sig=") || !text.contains("x509=true");
        if (secret && !value.equals(Optional.of(""))) {
            notes.add("line " + line
                    + ": the script logs in by a password or SAS token. It is not taken over: each device"
                    + " gets a certificate of its own. Withdraw it, since it stands in the script in plain");
        }
    }
}
