package io.github.flexyfleet.fleet.engine;

import io.github.flexyfleet.fleet.certificate.SharedKey;
import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.hub.DeviceConnectionString;
import io.github.flexyfleet.fleet.hub.InvalidConnectionStringException;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.HubAccess;
import io.github.flexyfleet.fleet.secret.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The keys of the devices that have one instead of a certificate.
 *
 * @param keys by device
 */
public record SharedKeys(Map<DeviceId, SharedKey> keys) {
    /** For a fleet of which every device has a certificate. */
    public static final SharedKeys NONE = new SharedKeys(Map.of());

    /** Copies the map. */
    public SharedKeys {
        keys = Map.copyOf(keys);
    }

    /**
     * What was found at the places where connection strings are kept.
     *
     * @param keys of the devices whose connection string can be used
     * @param findings why others cannot, one a device
     */
    public record Result(SharedKeys keys, List<Finding> findings) {
        /** Copies the list. */
        public Result {
            findings = List.copyOf(findings);
        }
    }

    /** The devices of a fleet that have a key. */
    public static List<Device> devices(Fleet fleet) {
        return fleet.devices().stream()
                .filter(device -> device.hubAccess().auth() instanceof HubAccess.Auth.Sas)
                .toList();
    }

    /**
     * Reads the connection strings of a fleet.
     *
     * @param connectionString gives that of a device that has a key; asked once a device
     */
    public static Result read(Fleet fleet, Function<Device, Secret> connectionString) {
        Map<DeviceId, SharedKey> keys = new HashMap<>();
        Findings findings = new Findings();
        for (Device device : devices(fleet)) {
            HubAccess.Auth.Sas sas = (HubAccess.Auth.Sas) device.hubAccess().auth();
            try {
                Secret key = DeviceConnectionString.key(
                        connectionString.apply(device), fleet.hub().host(), device.id());
                keys.put(device.id(), new SharedKey(device.id(), key));
            } catch (InvalidConnectionStringException e) {
                findings.add(
                        FindingCode.BAD_DEVICE_KEY,
                        sas.span(),
                        "secret " + sas.secretOf(device.id()) + " of device " + device.id() + ": " + e.getMessage());
            }
        }
        return new Result(new SharedKeys(keys), findings.sorted());
    }

    /**
     * The key of a device.
     *
     * @throws IllegalStateException when there is none, which whoever read the connection strings must have reported
     */
    SharedKey of(DeviceId device) {
        SharedKey key = keys.get(device);
        if (key == null) {
            throw new IllegalStateException("no key for device " + device);
        }
        return key;
    }
}
