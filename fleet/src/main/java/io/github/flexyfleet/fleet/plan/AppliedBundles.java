package io.github.flexyfleet.fleet.plan;

import io.github.flexyfleet.fleet.compile.Bundle;
import io.github.flexyfleet.fleet.compile.BundleFile;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.rollout.PreviousBundles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts earlier bundles together again: {@code device.json} from the applied configurations, certificate, key and roots
 * from the bundle that is wanted now, when they are still the same. A bundle with another certificate is not kept
 * anywhere, since nothing keeps its key. Thread-safe.
 *
 * @param applied the configurations
 */
public record AppliedBundles(AppliedConfigurations applied) implements PreviousBundles {
    @Override
    public Optional<DeviceTarget> of(DeviceTarget target, Digest digest) {
        return applied.find(digest)
                .flatMap(before ->
                        applied.deviceText(digest).flatMap(text -> files(target.bundle(), before.files(), text)))
                .map(files -> Bundle.of(target.device(), files))
                .filter(bundle -> bundle.digest().equals(digest))
                .map(bundle -> target.with(bundle));
    }

    /** The files of an earlier manifest; empty when one of them is not what it was. */
    private static Optional<List<BundleFile>> files(Bundle now, Map<String, String> manifest, byte[] device) {
        List<BundleFile> files = new ArrayList<>();
        for (Map.Entry<String, String> line : manifest.entrySet()) {
            Optional<BundleFile> file = line.getKey().equals(AppliedConfigurations.DEVICE)
                    ? Optional.of(new BundleFile(AppliedConfigurations.DEVICE, device, false))
                    : now.file(line.getKey());
            if (file.filter(found -> found.digest().hex().equals(line.getValue()))
                    .isEmpty()) {
                return Optional.empty();
            }
            files.add(file.get());
        }
        return Optional.of(files);
    }
}
