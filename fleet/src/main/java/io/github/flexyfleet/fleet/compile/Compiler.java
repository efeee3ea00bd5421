package io.github.flexyfleet.fleet.compile;

import io.github.flexyfleet.fleet.certificate.DeviceCertificate;
import io.github.flexyfleet.fleet.certificate.DeviceCredential;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.certificate.PemCertificates;
import io.github.flexyfleet.fleet.certificate.SharedKey;
import io.github.flexyfleet.fleet.certificate.UnknownCredential;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Compiles a resolved fleet to bundles. Pure: the same input gives the same bytes on every machine and in any order. */
public final class Compiler {
    private Compiler() {}

    /**
     * Compiles a fleet.
     *
     * @param fleet the fleet
     * @param credentials gives each device's certificate or key; asked once a device, by the calling thread, never null
     * @param roots what the devices shall trust, see {@link BuiltInRoots#with}; order and duplicates do not matter
     */
    public static CompiledFleet compile(
            Fleet fleet, Function<DeviceId, ? extends DeviceCredential> credentials, List<X509Certificate> roots) {
        BundleFile rootsFile = new BundleFile("roots.pem", pem(roots), false);
        record Pair(Device device, DeviceCredential credential) {}
        List<Pair> pairs = fleet.devices().stream()
                .map(device -> new Pair(device, credentials.apply(device.id())))
                .toList();
        return new CompiledFleet(pairs.parallelStream()
                .map(pair -> bundle(fleet, pair.device(), pair.credential(), rootsFile))
                .sorted(Comparator.comparing(Bundle::device))
                .toList());
    }

    private static Bundle bundle(Fleet fleet, Device device, DeviceCredential credential, BundleFile roots) {
        if (!credential.device().equals(device.id())) {
            throw new IllegalArgumentException("credential of " + credential.device() + " offered for " + device.id());
        }
        List<BundleFile> files = new ArrayList<>(files(credential));
        files.add(new BundleFile("device.json", DeviceJson.of(fleet, device, credential), false));
        files.add(roots);
        return Bundle.of(device.id(), files);
    }

    /** The files that a device shows, or uses to show, who it is. */
    private static List<BundleFile> files(DeviceCredential credential) {
        if (credential instanceof DeviceCertificate certificate) {
            return List.of(
                    new BundleFile("device.crt", ascii(certificate.certificatePem()), false),
                    BundleFile.elsewhere(
                            "device.key",
                            certificate.key().size(),
                            new Digest(certificate.key().sha256()),
                            () -> ascii(certificate.keyPem().reveal())));
        }
        if (credential instanceof UnknownCredential) {
            return List.of();
        }
        SharedKey shared = (SharedKey) credential;
        return List.of(new BundleFile("device.sas", ascii(shared.key().reveal() + "\n"), true));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The certificates as PEM, sorted by fingerprint, each once. */
    private static byte[] pem(List<X509Certificate> certificates) {
        SortedMap<String, X509Certificate> sorted = new TreeMap<>();
        certificates.forEach(
                certificate -> sorted.put(Fingerprint.of(certificate).hex(), certificate));
        return ascii(PemCertificates.toPem(List.copyOf(sorted.values())));
    }
}
