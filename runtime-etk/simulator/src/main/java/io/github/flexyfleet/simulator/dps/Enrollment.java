package io.github.flexyfleet.simulator.dps;

import java.security.cert.X509Certificate;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * An enrollment.
 *
 * @param kind of one device or of a group
 * @param id registration id, or name of the group
 * @param enabled whether its devices may register
 * @param certificates of the device, or of the authorities; one or two
 * @param json as the service shows it, with its etag
 */
public record Enrollment(Kind kind, String id, boolean enabled, List<X509Certificate> certificates, ObjectNode json) {
    /** Copies the list. */
    public Enrollment {
        certificates = List.copyOf(certificates);
    }

    /** State of the enrollment. */
    public String etag() {
        return json.path("etag").asString("");
    }

    /** The device id that it gives; a device's registration id when it says nothing. */
    String deviceId(String registrationId) {
        String own = json.path("deviceId").asString("");
        return own.isEmpty() ? registrationId : own;
    }

    /** Whether this certificate is one of its own. */
    boolean has(X509Certificate certificate) {
        return certificates.contains(certificate);
    }
}
