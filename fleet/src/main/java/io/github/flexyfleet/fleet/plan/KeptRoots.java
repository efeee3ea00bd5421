package io.github.flexyfleet.fleet.plan;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.BundleFile;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.RootFiles;
import io.github.flexyfleet.fleet.rollout.RootsCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares the roots that devices were confirmed with and those that they shall have. A root that is over by now, and so of
 * no use to anybody, may go at any time. Thread-safe.
 *
 * @param applied what devices were confirmed with
 * @param clock tells which roots are over
 */
public record KeptRoots(AppliedConfigurations applied, InstantSource clock) implements RootsCheck {
    @Override
    public Optional<String> exchanged(DeviceTarget target, Digest confirmed) {
        Optional<BundleFile> wanted = target.bundle().file(AppliedConfigurations.ROOTS);
        if (confirmed.equals(target.digest()) || wanted.isEmpty()) {
            return Optional.empty();
        }
        return applied.roots(confirmed)
                .flatMap(before -> exchanged(
                        byFingerprint(before),
                        byFingerprint(new String(wanted.get().content(), StandardCharsets.US_ASCII))));
    }

    private Optional<String> exchanged(
            SortedMap<String, X509Certificate> before, SortedMap<String, X509Certificate> after) {
        String gone = names(before, after);
        String added = names(after, before);
        return gone.isEmpty() || added.isEmpty() ? Optional.empty() : Optional.of(gone + " by " + added);
    }

    private String names(SortedMap<String, X509Certificate> some, SortedMap<String, X509Certificate> others) {
        return some.entrySet().stream()
                .filter(one -> !others.containsKey(one.getKey()))
                .map(Map.Entry::getValue)
                .filter(root -> root.getNotAfter().toInstant().isAfter(clock.instant()))
                .map(root -> root.getSubjectX500Principal().getName())
                .collect(Collectors.joining("; "));
    }

    /** Text that is no PEM says nothing, as a file does that is not there. */
    private static SortedMap<String, X509Certificate> byFingerprint(String pem) {
        SortedMap<String, X509Certificate> found = new TreeMap<>();
        try {
            RootFiles.parse(pem).forEach(root -> found.put(Fingerprint.of(root).hex(), root));
        } catch (IOException | CertificateException e) {
            return new TreeMap<>();
        }
        return found;
    }

    /** The devices of a plan whose roots it would exchange at once, in its order, with the words for each. */
    public Map<DeviceId, String> exchanged(Plan plan, List<DeviceTarget> targets) {
        Map<DeviceId, PlannedDevice> planned = plan.byId();
        Map<DeviceId, String> found = new LinkedHashMap<>();
        for (DeviceTarget target : targets) {
            Optional.ofNullable(planned.get(target.device()))
                    .flatMap(device -> device.observed().digest())
                    .flatMap(confirmed -> exchanged(target, confirmed))
                    .ifPresent(words -> found.put(target.device(), words));
        }
        return found;
    }
}
