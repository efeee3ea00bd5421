package io.github.flexyfleet.fleet.imports;

import java.util.Optional;
import java.util.regex.Pattern;

/** Host names of hubs as scripts build them. */
final class HubHost {
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern HOST = Pattern.compile("(?=.{1,253}$)" + LABEL + "(?:\\." + LABEL + ")+");
    private static final Pattern NAME = Pattern.compile(LABEL);

    private HubHost() {}

    /** A full host name. */
    static Optional<String> host(String text) {
        return HOST.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    /** The host of a hub's name in the global cloud (azure-iot-hub 1); a full host name stays as it is. */
    static Optional<String> ofName(String name) {
        return NAME.matcher(name).matches() ? Optional.of(name + ".azure-devices.net") : host(name);
    }
}
