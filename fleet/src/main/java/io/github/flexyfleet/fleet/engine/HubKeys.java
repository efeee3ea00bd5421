package io.github.flexyfleet.fleet.engine;

import io.github.flexyfleet.fleet.certificate.FirstKeys;
import io.github.flexyfleet.fleet.certificate.KeySlot;
import io.github.flexyfleet.fleet.certificate.SharedKey;
import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.IdentityMark;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.KeyReading;
import io.github.flexyfleet.fleet.model.CertificateSettings.Custody;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.HubAccess;
import io.github.flexyfleet.fleet.secret.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads symmetric keys at the hub, and chooses the one of two that a device is to use: the one that its mark names, or the
 * other one when it is time for that (decision 25). Writes nothing to the hub.
 */
public final class HubKeys {
    private static final int NAMED = 3;

    private final KeyReading registry;
    private final FirstKeys first;

    /**
     * Keys of a hub.
     *
     * @param registry reads them
     * @param first where those are that the hub does not know yet
     */
    public HubKeys(KeyReading registry, FirstKeys first) {
        this.registry = registry;
        this.first = first;
    }

    /**
     * The keys of a fleet's devices.
     *
     * @param imported the keys that somebody gave; whether the hub knows them is noted, when it can be read
     * @param findings hears why there is no key for others
     */
    Map<DeviceId, SharedKey> of(Fleet fleet, Map<DeviceId, Secret> imported, Findings findings) {
        List<Device> devices = SharedKeys.devices(fleet);
        Map<DeviceId, SharedKey> keys = new HashMap<>();
        Map<DeviceId, HubIdentity> there = Map.of();
        Optional<String> unread = Optional.empty();
        try {
            there = registry.read(devices.stream().map(Device::id).toList());
        } catch (IotHubException e) {
            unread = Optional.of(e.getMessage());
        }
        Map<Reason, List<DeviceId>> without = new LinkedHashMap<>();
        for (Device device : devices) {
            DeviceId id = device.id();
            Optional<HubIdentity> identity = Optional.ofNullable(there.get(id)).filter(HubIdentity::hasKeys);
            if (imported.containsKey(id)) {
                keys.put(id, imported(id, imported.get(id), identity));
                continue;
            }
            Optional<Reason> reason = unread.map(Reason::unreadable)
                    .or(() -> identity.filter(found -> !found.showsKeys())
                            .map(hidden -> Reason.unreadable("it does not show them")))
                    .or(() -> identity.isEmpty() && device.certificate().custody() == Custody.KEYSTORE
                            ? Optional.of(Reason.NOT_THERE)
                            : Optional.empty());
            if (reason.isPresent()) {
                Span span = sas(device).span();
                without.computeIfAbsent(reason.get().at(span), none -> new ArrayList<>())
                        .add(id);
            } else {
                keys.put(id, chosen(fleet.name(), device, identity));
            }
        }
        without.forEach((reason, of) ->
                findings.add(reason.code(), reason.span().orElseThrow(), reason.words() + ": " + names(of)));
        return keys;
    }

    /**
     * The keys that are known by now, those in use whatever is due; nothing of devices whose keys cannot be read or are
     * nowhere yet. Makes no key and forgets none.
     *
     * @param imported the keys that somebody gave
     */
    Map<DeviceId, SharedKey> known(Fleet fleet, Map<DeviceId, Secret> imported) {
        List<DeviceId> devices =
                SharedKeys.devices(fleet).stream().map(Device::id).toList();
        Map<DeviceId, HubIdentity> there = Map.of();
        boolean read = true;
        try {
            there = registry.read(devices);
        } catch (IotHubException e) {
            read = false; // who only looks goes on without
        }
        Map<DeviceId, SharedKey> keys = new HashMap<>();
        for (DeviceId id : devices) {
            Optional<HubIdentity> identity = Optional.ofNullable(there.get(id)).filter(HubIdentity::hasKeys);
            if (imported.containsKey(id)) {
                keys.put(id, imported(id, imported.get(id), identity));
            } else if (identity.filter(HubIdentity::showsKeys).isPresent()) {
                KeySlot slot = inUse(fleet.name(), identity.get());
                keys.put(id, new SharedKey(id, identity.get().keys().of(slot), new SharedKey.Origin.AtHub(slot)));
            } else if (read && identity.isEmpty()) {
                first.find(id)
                        .ifPresent(key ->
                                keys.put(id, new SharedKey(id, key, new SharedKey.Origin.AtHub(KeySlot.PRIMARY))));
            }
        }
        return keys;
    }

    private static SharedKey imported(DeviceId device, Secret key, Optional<HubIdentity> identity) {
        boolean unknown = identity.filter(HubIdentity::showsKeys)
                .filter(found -> !found.trusts(key))
                .isPresent();
        return new SharedKey(device, key, new SharedKey.Origin.Imported(unknown));
    }

    /** Why devices have no key; those for whom the same line of the fleet file says {@code auth: sas} are told together. */
    private record Reason(FindingCode code, String words, Optional<Span> span) {
        static final Reason NOT_THERE = new Reason(
                FindingCode.KEY_NOT_AT_HUB,
                "with custody: keystore no key lies in a file, and the hub has none yet",
                Optional.empty());

        static Reason unreadable(String why) {
            return new Reason(FindingCode.HUB_KEYS_UNREADABLE, "the hub refused: " + why, Optional.empty());
        }

        Reason at(Span place) {
            return new Reason(code, words, Optional.of(place));
        }
    }

    private SharedKey chosen(String fleet, Device device, Optional<HubIdentity> identity) {
        if (identity.isEmpty()) {
            return new SharedKey(
                    device.id(), first.of(device.id(), registry::fresh), new SharedKey.Origin.AtHub(KeySlot.PRIMARY));
        }
        first.forget(device.id());
        HubIdentity found = identity.get();
        KeySlot slot = slot(fleet, sas(device), found);
        return new SharedKey(device.id(), found.keys().of(slot), new SharedKey.Origin.AtHub(slot));
    }

    /** Of an identity of somebody else the first key is taken as it is, and nothing is due. */
    private KeySlot slot(String fleet, HubAccess.Auth.Sas sas, HubIdentity found) {
        Optional<IdentityMark> ours = ours(fleet, found);
        Optional<IdentityMark.KeyUse> use = ours.flatMap(IdentityMark::use);
        KeySlot slot = inUse(fleet, found);
        // With one key in both slots the other place is the same key, and the one of this place can be replaced at
        // once.
        boolean changes = (ours.isPresent() && found.keys().same())
                || use.filter(known -> known.isDue(sas.rotateAfter(), registry.now()))
                        .isPresent();
        return changes ? slot.other() : slot;
    }

    private static Optional<IdentityMark> ours(String fleet, HubIdentity found) {
        return found.mark().filter(mark -> mark.fleet().equals(fleet));
    }

    private static KeySlot inUse(String fleet, HubIdentity found) {
        return ours(fleet, found)
                .flatMap(IdentityMark::use)
                .map(IdentityMark.KeyUse::slot)
                .orElse(KeySlot.PRIMARY);
    }

    private static HubAccess.Auth.Sas sas(Device device) {
        return (HubAccess.Auth.Sas) device.hubAccess().auth();
    }

    private static String names(List<DeviceId> devices) {
        int more = devices.size() - NAMED;
        return devices.stream().limit(NAMED).map(DeviceId::value).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
