package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.DeviceLogins;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.HubAccess;
import io.github.flexyfleet.fleet.model.SecretRef;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.talk2m.DeviceLogin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys of a fleet's devices, and the logins of its gateways: one for each secret that the fleet file names, and one for all other devices. */
final class FleetCredentials {
    private static final int NAMED_DEVICES = 3;

    private FleetCredentials() {}

    static DeviceLogins gateways(Fleet fleet, CredentialReader credentials) {
        Map<Optional<SecretRef>, List<Device>> bySecret = new LinkedHashMap<>();
        fleet.devices()
                .forEach(device -> bySecret.computeIfAbsent(device.secret(), secret -> new ArrayList<>())
                        .add(device));
        Optional<DeviceLogin> standard = Optional.empty();
        Map<DeviceId, DeviceLogin> own = new HashMap<>();
        for (Map.Entry<Optional<SecretRef>, List<Device>> entry : bySecret.entrySet()) {
            DeviceLogin login = credentials.device(
                    SecretPlace.of(entry.getKey(), SecretPlace.DEVICE),
                    bySecret.size() == 1 ? "the gateways" : names(entry.getValue()));
            if (entry.getKey().isEmpty()) {
                standard = Optional.of(login);
            } else {
                entry.getValue().forEach(device -> own.put(device.id(), login));
            }
        }
        return new DeviceLogins(standard, own);
    }

    /**
     * The connection strings of the devices whose keys are imported: those that the fleet file names, and those that are at
     * the default place.
     */
    static Map<DeviceId, Secret> connectionStrings(Fleet fleet, CredentialReader credentials) {
        Map<DeviceId, Secret> found = new HashMap<>();
        for (Device device : SharedKeys.devices(fleet)) {
            if (sas(device).secret().isPresent()) {
                found.put(device.id(), credentials.connectionString(place(device), device.id()));
            } else {
                credentials.connectionString(place(device)).ifPresent(text -> found.put(device.id(), text));
            }
        }
        return Map.copyOf(found);
    }

    /** The devices whose keys the fleet file says that somebody gives. */
    static Set<DeviceId> imported(Fleet fleet) {
        return SharedKeys.devices(fleet).stream()
                .filter(device -> sas(device).secret().isPresent())
                .map(Device::id)
                .collect(Collectors.toSet());
    }

    /** The same with those whose connection string is at the default place; none is needed, and none missed. */
    static Set<DeviceId> imported(Fleet fleet, CredentialReader credentials) {
        return SharedKeys.devices(fleet).stream()
                .filter(device -> sas(device).secret().isPresent()
                        || credentials.connectionString(place(device)).isPresent())
                .map(Device::id)
                .collect(Collectors.toSet());
    }

    private static HubAccess.Auth.Sas sas(Device device) {
        return (HubAccess.Auth.Sas) device.hubAccess().auth();
    }

    private static SecretPlace place(Device device) {
        return SecretPlace.of(Optional.of(sas(device).secretOf(device.id())), SecretPlace.HUB);
    }

    /** Whether the hub has to be read for the keys of other devices. */
    static boolean needHub(Fleet fleet, Map<DeviceId, Secret> connectionStrings) {
        return SharedKeys.devices(fleet).stream().anyMatch(device -> !connectionStrings.containsKey(device.id()));
    }

    private static String names(List<Device> devices) {
        List<String> first = devices.stream()
                .limit(NAMED_DEVICES)
                .map(device -> device.id().value())
                .toList();
        int more = devices.size() - first.size();
        return (devices.size() == 1 ? "gateway " : "gateways ")
                + String.join(", ", first)
                + (more == 0 ? "" : " and " + more + " more");
    }
}
