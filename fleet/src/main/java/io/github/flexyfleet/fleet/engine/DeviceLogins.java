package io.github.flexyfleet.fleet.engine;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.talk2m.DeviceLogin;
import java.util.Map;
import java.util.Optional;

/**
 * Logins of the gateways' own web servers.
 *
 * @param standard for devices without one of their own; may be left out when all have one
 * @param own of devices whose fleet file names a secret
 */
public record DeviceLogins(Optional<DeviceLogin> standard, Map<DeviceId, DeviceLogin> own) {
    /** Copies the map. */
    public DeviceLogins {
        own = Map.copyOf(own);
    }

    /** One login for all devices. */
    public static DeviceLogins same(DeviceLogin login) {
        return new DeviceLogins(Optional.of(login), Map.of());
    }

    /**
     * The login of a device.
     *
     * @throws IllegalStateException when there is none, which whoever read the credentials must have reported
     */
    public DeviceLogin of(DeviceId device) {
        DeviceLogin login = own.get(device);
        return login != null
                ? login
                : standard.orElseThrow(() -> new IllegalStateException("no login for device " + device));
    }
}
