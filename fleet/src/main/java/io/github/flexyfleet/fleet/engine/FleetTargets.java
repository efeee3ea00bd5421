package io.github.flexyfleet.fleet.engine;

import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.certificate.DeviceCertificate;
import io.github.flexyfleet.fleet.certificate.DeviceCredential;
import io.github.flexyfleet.fleet.certificate.SharedKey;
import io.github.flexyfleet.fleet.certificate.UnknownCredential;
import io.github.flexyfleet.fleet.compile.BuiltInRoots;
import io.github.flexyfleet.fleet.compile.Bundle;
import io.github.flexyfleet.fleet.compile.CompiledFleet;
import io.github.flexyfleet.fleet.compile.Compiler;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.gateway.SavedPrograms;
import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.HubAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a fleet file wants, compiled: the bundles, and a target a device.
 *
 * @param compiled the bundles
 * @param targets one a device, in the order of the fleet file
 */
public record FleetTargets(CompiledFleet compiled, List<DeviceTarget> targets) {
    /** Copies the list. */
    public FleetTargets {
        targets = List.copyOf(targets);
    }

    /**
     * Issues the certificates that are missing or due, on all cores, and compiles.
     *
     * @param fleet the resolved fleet
     * @param store where certificates and keys are kept
     * @param extraRoots roots that devices shall trust besides those of the fleet file and the built-in ones
     * @throws IOException when a root of the fleet file cannot be read any more
     */
    public static FleetTargets of(Fleet fleet, CertificateStore store, List<X509Certificate> extraRoots)
            throws IOException {
        return of(fleet, store, extraRoots, new SavedPrograms(Path.of("saved")));
    }

    /**
     * The same, with the place where programs are saved that make way for the runtime.
     *
     * @throws IOException when a root of the fleet file cannot be read any more
     */
    public static FleetTargets of(
            Fleet fleet, CertificateStore store, List<X509Certificate> extraRoots, SavedPrograms saved)
            throws IOException {
        return of(fleet, store, SharedKeys.NONE, extraRoots, saved);
    }

    /**
     * The same for a fleet some of whose devices have keys instead of certificates.
     *
     * @throws IOException when a root of the fleet file cannot be read any more
     */
    public static FleetTargets of(
            Fleet fleet, CertificateStore store, SharedKeys keys, List<X509Certificate> extraRoots, SavedPrograms saved)
            throws IOException {
        Map<DeviceId, DeviceCredential> credentials = new HashMap<>(certificates(fleet, store));
        SharedKeys.devices(fleet).forEach(device -> credentials.put(device.id(), keys.of(device.id())));
        return compiled(fleet, credentials, extraRoots, saved);
    }

    /**
     * The same for who only looks: with the certificates that are there, due or not, and the keys that are known. Issues
     * and writes nothing; of a device that has none here the target is not {@linkplain DeviceTarget#isWhole() whole}.
     *
     * @throws IOException when a root of the fleet file cannot be read any more
     */
    public static FleetTargets known(
            Fleet fleet, CertificateStore store, SharedKeys keys, List<X509Certificate> extraRoots, SavedPrograms saved)
            throws IOException {
        Map<DeviceId, DeviceCredential> credentials = new HashMap<>(knownCertificates(fleet, store));
        fleet.devices().forEach(device -> {
            boolean keyed = device.hubAccess().auth() instanceof HubAccess.Auth.Sas;
            Optional<SharedKey> key = keyed ? keys.find(device.id()) : Optional.empty();
            credentials.computeIfAbsent(
                    device.id(), id -> key.isPresent() ? key.get() : new UnknownCredential(id, !keyed));
        });
        return compiled(fleet, credentials, extraRoots, saved);
    }

    private static FleetTargets compiled(
            Fleet fleet,
            Map<DeviceId, DeviceCredential> credentials,
            List<X509Certificate> extraRoots,
            SavedPrograms saved)
            throws IOException {
        List<X509Certificate> roots = new ArrayList<>(BuiltInRoots.with(fleet));
        roots.addAll(extraRoots);
        CompiledFleet compiled = Compiler.compile(fleet, credentials::get, roots);
        Map<DeviceId, Bundle> bundles =
                compiled.bundles().stream().collect(Collectors.toMap(Bundle::device, Function.identity()));
        return new FleetTargets(
                compiled,
                fleet.devices().stream()
                        .map(device -> target(
                                device,
                                bundles.get(device.id()),
                                credentials.get(device.id()),
                                new DeviceTarget.Handling(
                                        device.access().takeOver(),
                                        device.access().triggered(),
                                        saved)))
                        .toList());
    }

    /** The certificates of the devices that have one; those that are missing or due are issued, on all cores. */
    public static Map<DeviceId, DeviceCertificate> certificates(Fleet fleet, CertificateStore store) {
        ExecutorService workers = CertificateStore.workers();
        try {
            return store.issueAll(orders(fleet), workers);
        } finally {
            workers.shutdown();
        }
    }

    /** The certificates that are there, due or not. Issues none. */
    public static Map<DeviceId, DeviceCertificate> knownCertificates(Fleet fleet, CertificateStore store) {
        return orders(fleet).entrySet().parallelStream()
                .flatMap(order -> store.inUse(order.getKey(), order.getValue()).stream())
                .collect(Collectors.toMap(DeviceCertificate::device, Function.identity()));
    }

    /** How the certificate of each device that has one is to be made. */
    public static Map<DeviceId, CertificateSettings> orders(Fleet fleet) {
        Map<DeviceId, CertificateSettings> orders = new LinkedHashMap<>();
        fleet.devices().stream()
                .filter(device -> device.hubAccess().auth() instanceof HubAccess.Auth.X509)
                .forEach(device -> orders.put(device.id(), device.certificate()));
        return orders;
    }

    private static DeviceTarget target(
            Device device, Bundle bundle, DeviceCredential credential, DeviceTarget.Handling handling) {
        return new DeviceTarget(
                device.id(),
                device.siteName(),
                device.talk2mName(),
                device.serial(),
                bundle,
                HubLogin.of(credential, device.certificate().trust()),
                handling);
    }
}
