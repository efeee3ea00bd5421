package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.Bundle;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Instant;
import java.util.Optional;

/**
 * A device and what is wanted of it.
 *
 * @param device hub identity
 * @param site name of its site
 * @param talk2mName its name in the Talk2M account
 * @param serial the serial number that the fleet file demands, when it names one
 * @param bundle the files it shall run
 * @param fingerprint fingerprint of the certificate in the bundle
 * @param notAfter end of that certificate's life
 */
public record DeviceTarget(
        DeviceId device,
        String site,
        String talk2mName,
        Optional<String> serial,
        Bundle bundle,
        Fingerprint fingerprint,
        Instant notAfter) {
    /** Digest of the wanted bundle. */
    public Digest digest() {
        return bundle.digest();
    }
}
