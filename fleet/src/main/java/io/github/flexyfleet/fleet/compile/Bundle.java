package io.github.flexyfleet.fleet.compile;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The files of one device.
 *
 * @param device the device
 * @param digest SHA-256 over the manifest
 * @param files sorted by name, without the manifest
 */
public record Bundle(DeviceId device, Digest digest, List<BundleFile> files) {
    /** Checks that the digest is that of the files. */
    public Bundle {
        files = sorted(files);
        if (!digest.equals(Digest.of(manifest(files)))) {
            throw new IllegalArgumentException("digest of " + device + " does not fit its files");
        }
    }

    /** A bundle of these files. */
    public static Bundle of(DeviceId device, List<BundleFile> files) {
        return new Bundle(device, Digest.of(manifest(sorted(files))), files);
    }

    /** The manifest as docs/device-protocol.md lays it out. */
    public byte[] manifest() {
        return manifest(files);
    }

    /** The file of a name. */
    public Optional<BundleFile> file(String name) {
        return files.stream().filter(file -> file.name().equals(name)).findFirst();
    }

    private static List<BundleFile> sorted(List<BundleFile> files) {
        return files.stream().sorted(Comparator.comparing(BundleFile::name)).toList();
    }

    private static byte[] manifest(List<BundleFile> files) {
        StringBuilder manifest = new StringBuilder("flexyfleet-bundle 1\n");
        String last = "";
        for (BundleFile file : files) {
            if (file.name().equals(last)) {
                throw new IllegalArgumentException("two files of the name " + last);
            }
            last = file.name();
            manifest.append(file.digest()).append(' ').append(file.size()).append(' ');
            manifest.append(file.name()).append('\n');
        }
        return manifest.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
