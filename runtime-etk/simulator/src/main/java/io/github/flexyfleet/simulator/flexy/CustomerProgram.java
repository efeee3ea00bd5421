package io.github.flexyfleet.simulator.flexy;

import java.time.Duration;

/**
 * A BASIC program of the customer's that sends tags to a hub over MQTT, as scripts in use do: under the identity of a
 * device, with its certificate and key below {@code /usr}, all values on a timer and changed values on another. It is
 * not interpreted; the gateway acts as if it ran.
 *
 * @param deviceId the identity, also the name of {@code /usr/<id>.crt} and {@code .key}
 * @param hub the hub's full host name
 * @param caFile path of the authorities' file
 * @param groups tag groups that are sent, letters out of {@code ABCD}
 * @param change between two looks for changed values
 * @param full between two messages with all values
 * @param busy how long each look or message holds the script engine; commands from outside wait meanwhile
 */
public record CustomerProgram(
        String deviceId, String hub, String caFile, String groups, Duration change, Duration full, Duration busy) {
    private static final String HOSTS = ".azure-devices.net";

    /** Timers 2 s and 20 s, all groups, 50 ms of work each. */
    public static CustomerProgram of(String deviceId, String hub) {
        return new CustomerProgram(
                deviceId,
                hub,
                "/usr/root.pem",
                "ABCD",
                Duration.ofSeconds(2),
                Duration.ofSeconds(20),
                Duration.ofMillis(50));
    }

    /** The same, holding the script engine for longer or shorter. */
    public CustomerProgram withBusy(Duration time) {
        return new CustomerProgram(deviceId, hub, caFile, groups, change, full, time);
    }

    /** The head of its text, as {@code $dtPG} shows it; what follows there does not matter here. */
    public String source() {
        StringBuilder text = new StringBuilder("Rem --- eWON start section: Init Section\r\neWON_init_section:\r\n");
        text.append("DeviceId$=\"").append(deviceId).append("\"\r\n");
        text.append("IotHubName$=\"")
                .append(hub.endsWith(HOSTS) ? hub.substring(0, hub.length() - HOSTS.length()) : hub)
                .append("\"\r\n");
        text.append("Changepushtime%=").append(change.toSeconds()).append("\r\n");
        text.append("Fullpushtime%=").append(full.toSeconds()).append("\r\n");
        for (char group = 'A'; group <= 'D'; group++) {
            text.append("GROUP")
                    .append(group)
                    .append("%=")
                    .append(groups.indexOf(group) >= 0 ? 1 : 0)
                    .append("\r\n");
        }
        text.append("MQTT \"OPEN\", DeviceId$, IotHubName$ + \"").append(HOSTS).append("\"\r\n");
        return text.append("End\r\n").toString();
    }
}
