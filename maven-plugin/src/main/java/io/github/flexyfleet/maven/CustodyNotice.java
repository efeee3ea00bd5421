package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.CertificateSettings.Custody;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.HubAccess;
import java.nio.file.Path;
import java.util.Optional;

/** Says where private keys lie unencrypted, so that nobody finds it out by a backup. */
final class CustodyNotice {
    private CustodyNotice() {}

    /**
     * One line; empty when no device keeps its key so.
     *
     * @param state the state folder, as it is shown
     */
    static Optional<String> of(Fleet fleet, Path state) {
        long devices = fleet.devices().stream()
                .filter(device -> device.hubAccess().auth() instanceof HubAccess.Auth.X509
                        && device.certificate().custody() == Custody.FILES)
                .count();
        return devices == 0
                ? Optional.empty()
                : Optional.of("keys: "
                        + (devices == 1
                                ? "the private key of 1 device lies"
                                : "the private keys of " + devices + " devices lie")
                        + " unencrypted in " + state + ", mode 0600;"
                        + " certificate: {custody: keystore} or {custody: device-only} changes that");
    }
}
