package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.hub.Enrollment;
import io.github.flexyfleet.fleet.hub.Enrollment.Kind;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Has a Device Provisioning Service refuse a device whatever certificate it shows, until a deploy brings another one. An
 * individual enrollment that is disabled does that: the service looks for one of the device's registration id first, and at
 * groups only where there is none (azure-iot-hub 3, decision 29).
 */
public final class EnrollmentRevocation {
    /** Of a certificate that nobody ever shows. */
    private static final Duration VALIDITY = Duration.ofDays(3650);

    private final EnrolledIdentities.Enrolling enrolling;
    private final String fleet;

    /** What was done. */
    public enum Done {
        /** The device's own enrollment was disabled, or this tool had done it before. */
        DISABLED("its enrollment is disabled"),
        /** The device had none: one was made that is disabled. */
        MADE("it has a disabled enrollment of its own, which goes before any group"),
        /** Somebody else had disabled it. It stays so. */
        BY_OTHERS("somebody else has disabled its enrollment, which stays so until it is enabled there");

        private final String words;

        Done(String words) {
            this.words = words;
        }

        /** In words, for people. */
        public String words() {
            return words;
        }
    }

    /** Works on a service for a fleet. */
    public EnrollmentRevocation(EnrolledIdentities.Enrolling enrolling, String fleet) {
        this.enrolling = enrolling;
        this.fleet = fleet;
    }

    /**
     * Does it, whoever made the enrollment; a device without one gets one.
     *
     * @param at every certificate that was made before it is revoked; a whole second
     * @throws IotHubException when the service refuses
     */
    public Done of(DeviceId device, Instant at) {
        return Overtaken.answer(() -> once(device, at));
    }

    private Done once(DeviceId device, Instant at) {
        Optional<Enrollment> found = enrolling.service().find(Kind.INDIVIDUAL, device.value());
        if (found.isEmpty()) {
            enrolling
                    .service()
                    .write(fresh(enrolling, fleet, device, nobodys(device)).revoked(at));
            return Done.MADE;
        }
        Enrollment now = found.get();
        if (!now.enabled() && !now.revoked() && !now.removed()) {
            return Done.BY_OTHERS;
        }
        if (now.enabled() || !now.revokedAt().equals(Optional.of(at))) {
            enrolling.service().write(now.revoked(at));
        }
        return Done.DISABLED;
    }

    /** A new enrollment of a device of the group, or of one that was in no enrollment. */
    static Enrollment fresh(
            EnrolledIdentities.Enrolling enrolling, String fleet, DeviceId device, X509Certificate certificate) {
        return enrolling
                .service()
                .find(Kind.GROUP, enrolling.group())
                .map(group -> Enrollment.besideGroup(group, device.value(), certificate, fleet))
                .orElseGet(() -> Enrollment.of(Kind.INDIVIDUAL, device.value(), certificate, fleet));
    }

    /**
     * An enrollment must have a certificate. The one that was revoked would be let in by whoever enables the enrollment by
     * hand, and the new one is not there yet: this one's key is thrown away.
     */
    private X509Certificate nobodys(DeviceId device) {
        return new CertificateIssuer(new SecureRandom(), enrolling.service().clock())
                .issue(device, VALIDITY)
                .certificate();
    }
}
