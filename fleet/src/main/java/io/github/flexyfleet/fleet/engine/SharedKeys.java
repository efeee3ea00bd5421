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
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

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
     * Reads the connection strings of a fleet all of whose keys are imported.
     *
     * @param connectionString gives that of a device that has a key; asked once a device
     */
    public static Result read(Fleet fleet, Function<Device, Secret> connectionString) {
        Findings findings = new Findings();
        Map<DeviceId, SharedKey> keys = new HashMap<>();
        imported(fleet, connectionString.andThen(Optional::of), findings)
                .forEach((device, key) -> keys.put(device, SharedKey.imported(device, key)));
        return new Result(new SharedKeys(keys), findings.sorted());
    }

    /**
     * Reads the connection strings of a fleet, and at its hub the keys of the devices that have none.
     *
     * @param connectionString gives that of a device whose key is imported; asked once a device that has a key
     * @param hub the keys there; asked when any device has a key
     */
    public static Result read(Fleet fleet, Function<Device, Optional<Secret>> connectionString, Supplier<HubKeys> hub) {
        if (devices(fleet).isEmpty()) {
            return new Result(NONE, List.of());
        }
        Findings findings = new Findings();
        Map<DeviceId, Secret> imported = imported(fleet, connectionString, findings);
        if (!findings.sorted().isEmpty()) {
            return new Result(NONE, findings.sorted());
        }
        return new Result(new SharedKeys(hub.get().of(fleet, imported, findings)), findings.sorted());
    }

    /**
     * The same for who only looks: keys that are not known yet are left out, and none is made or forgotten.
     *
     * @param connectionString gives that of a device whose key is imported; asked once a device that has a key
     * @param hub the keys there; asked when any device has a key
     */
    public static Result known(
            Fleet fleet, Function<Device, Optional<Secret>> connectionString, Supplier<HubKeys> hub) {
        if (devices(fleet).isEmpty()) {
            return new Result(NONE, List.of());
        }
        Findings findings = new Findings();
        Map<DeviceId, Secret> imported = imported(fleet, connectionString, findings);
        return new Result(new SharedKeys(hub.get().known(fleet, imported)), findings.sorted());
    }

    private static Map<DeviceId, Secret> imported(
            Fleet fleet, Function<Device, Optional<Secret>> connectionString, Findings findings) {
        Map<DeviceId, Secret> keys = new HashMap<>();
        for (Device device : devices(fleet)) {
            HubAccess.Auth.Sas sas = (HubAccess.Auth.Sas) device.hubAccess().auth();
            Optional<Secret> text = connectionString.apply(device);
            try {
                if (text.isPresent()) {
                    keys.put(
                            device.id(),
                            DeviceConnectionString.key(text.get(), fleet.hub().host(), device.id()));
                }
            } catch (InvalidConnectionStringException e) {
                findings.add(
                        FindingCode.BAD_DEVICE_KEY,
                        sas.span(),
                        "secret " + sas.secretOf(device.id()) + " of device " + device.id() + ": " + e.getMessage());
            }
        }
        return keys;
    }

    /**
     * The key of a device.
     *
     * @throws IllegalStateException when there is none, which whoever read the connection strings must have reported
     */
    SharedKey of(DeviceId device) {
        return find(device).orElseThrow(() -> new IllegalStateException("no key for device " + device));
    }

    /** The key of a device, when it is known. */
    Optional<SharedKey> find(DeviceId device) {
        return Optional.ofNullable(keys.get(device));
    }
}
