package io.github.flexyfleet.fleet.identity;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.certificate.SharedKey;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.hub.FleetTags;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The identity that a device shall have at the hub; it is enabled.
 *
 * @param device its id
 * @param certificate the one certificate that the hub shall trust; empty for a device with a symmetric key
 * @param made when that certificate was made, as far as that is known
 * @param key who looks after that key, as far as that is known
 * @param tags what its twin shall say, with the digest of the configuration that it shall run
 * @param byAuthority whether the hub shall trust the authority that signed the certificate instead of its thumbprint
 */
public record WantedIdentity(
        DeviceId device,
        Optional<Fingerprint> certificate,
        Optional<Instant> made,
        Optional<SharedKey.Origin> key,
        FleetTags tags,
        boolean byAuthority) {
    /** One that the hub knows by a thumbprint, or by a key of which nothing is known. */
    public WantedIdentity(DeviceId device, Optional<Fingerprint> certificate, FleetTags tags) {
        this(device, certificate, Optional.empty(), Optional.empty(), tags, false);
    }

    /** What a fleet wants, in the order of its targets; nothing of devices whose certificate or key is not known here. */
    public static List<WantedIdentity> of(Fleet fleet, List<DeviceTarget> targets) {
        Map<DeviceId, Device> devices = new HashMap<>();
        fleet.devices().forEach(device -> devices.put(device.id(), device));
        return targets.stream()
                .filter(DeviceTarget::isWhole)
                .map(target -> new WantedIdentity(
                        target.device(),
                        target.fingerprint(),
                        target.certificate().map(HubLogin.Certificate::made),
                        target.login() instanceof HubLogin.Key key ? Optional.of(key.origin()) : Optional.empty(),
                        new FleetTags(
                                fleet.name(),
                                target.site(),
                                devices.get(target.device()).traits().labels(),
                                Optional.of(target.digest().hex())),
                        target.login().byAuthority()))
                .toList();
    }

    /**
     * What a fleet wants, as long as it is not known what its devices shall run.
     *
     * @param certificates of the devices that have one
     * @param imported devices whose keys are in connection strings of somebody else
     */
    public static List<WantedIdentity> of(
            Fleet fleet, Map<DeviceId, Fingerprint> certificates, Set<DeviceId> imported) {
        return fleet.devices().stream()
                .map(device -> new WantedIdentity(
                        device.id(),
                        Optional.ofNullable(certificates.get(device.id())),
                        Optional.empty(),
                        imported.contains(device.id())
                                ? Optional.of(new SharedKey.Origin.Imported(false))
                                : Optional.empty(),
                        new FleetTags(
                                fleet.name(), device.siteName(), device.traits().labels(), Optional.empty()),
                        certificates.containsKey(device.id())
                                && device.certificate().trust() == CertificateSettings.Trust.AUTHORITY))
                .toList();
    }

    /** By what the hub shall know it, in the hub's word. */
    String authentication() {
        return keyed() ? HubIdentity.SAS : byAuthority ? HubIdentity.BY_AUTHORITY : HubIdentity.SELF_SIGNED;
    }

    /** Whether the device has a key instead of a certificate. */
    boolean keyed() {
        return certificate.isEmpty();
    }

    /** Whether its key is in a connection string of somebody else. */
    boolean imported() {
        return key.filter(SharedKey.Origin.Imported.class::isInstance).isPresent();
    }
}
