package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An enrollment of a Device Provisioning Service (azure-iot-hub 3). What this tool writes on one of its own is the tag
 * {@code flexyfleet} of the twin that the service makes; it travels on to the device's twin.
 *
 * @param kind of one device, or of all whom an authority has signed
 * @param id registration id, or name of the group
 * @param document as the service has it
 */
public record Enrollment(Kind kind, String id, ObjectNode document) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String REMOVED = "removed";
    private static final String REVOKED = "revoked";

    /** Members that the service sets itself. */
    private static final List<String> READ_ONLY =
            List.of("etag", "registrationState", "createdDateTimeUtc", "lastUpdatedDateTimeUtc");

    /** The two kinds. */
    public enum Kind {
        /** One device. */
        INDIVIDUAL("enrollments", "registrationId", "clientCertificates"),
        /** All whom an authority has signed. */
        GROUP("enrollmentGroups", "enrollmentGroupId", "signingCertificates");

        private final String path;
        private final String idMember;
        private final String certificates;

        Kind(String path, String idMember, String certificates) {
            this.path = path;
            this.idMember = idMember;
            this.certificates = certificates;
        }

        String path() {
            return path;
        }
    }

    /** A new one with one certificate, and the fleet's mark. */
    public static Enrollment of(Kind kind, String id, X509Certificate certificate, String fleet) {
        ObjectNode json = JSON.createObjectNode().put(kind.idMember, id);
        json.putObject("attestation").put("type", "x509");
        json.put("provisioningStatus", "enabled");
        return new Enrollment(kind, id, json).withOnly(certificate).enabled(true, fleet);
    }

    /**
     * A new one for a device that a group has admitted: with what the group gives its devices (hubs, first twin, and so
     * on), since it goes before the group.
     */
    public static Enrollment besideGroup(Enrollment group, String id, X509Certificate certificate, String fleet) {
        ObjectNode json = group.document().deepCopy();
        json.remove(READ_ONLY);
        json.remove(List.of(Kind.GROUP.idMember, "attestation"));
        of(Kind.INDIVIDUAL, id, certificate, fleet).document().properties().stream()
                .filter(member -> !member.getKey().equals("initialTwin"))
                .forEach(member -> json.set(member.getKey(), member.getValue()));
        return new Enrollment(Kind.INDIVIDUAL, id, json).enabled(true, fleet);
    }

    /** State of the enrollment, empty for a new one. */
    String etag() {
        return document.path("etag").asString("");
    }

    /** Whether its devices may register. */
    public boolean enabled() {
        return document.path("provisioningStatus").asString("enabled").equals("enabled");
    }

    /** Name of the fleet that made it; empty when it was not this tool. */
    public Optional<String> fleet() {
        return Optional.of(mark().path("fleet").asString("")).filter(name -> !name.isEmpty());
    }

    /** Whether this tool has disabled it, since its device left the fleet file. */
    public boolean removed() {
        return mark().path(REMOVED).asBoolean(false);
    }

    /** Whether this tool has disabled it, since a certificate of its device was revoked. */
    public boolean revoked() {
        return revokedAt().isPresent();
    }

    /** Since when; every certificate that was made before this second is revoked. */
    public Optional<Instant> revokedAt() {
        try {
            return Optional.of(mark().path(REVOKED).asString(""))
                    .filter(text -> !text.isEmpty())
                    .map(Instant::parse);
        } catch (DateTimeException e) {
            // Somebody has changed it by hand; that it stands there says that all that is there was revoked.
            return Optional.of(Instant.MAX);
        }
    }

    /** Whether a certificate is one of those that were revoked. */
    public boolean revokes(X509Certificate certificate) {
        return revokedAt()
                .filter(at -> has(Fingerprint.of(certificate))
                        || CertificateIssuer.made(certificate).isBefore(at))
                .isPresent();
    }

    private JsonNode mark() {
        return document.path("initialTwin").path("tags").path(FleetTags.NAME);
    }

    /** SHA-256 of the certificate in a slot, upper-case; empty when it has none. */
    private String print(String slot) {
        return SeenIdentity.hex(slots().path(slot).path("info").path("sha256Thumbprint"));
    }

    private JsonNode slots() {
        return document.path("attestation").path("x509").path(kind.certificates);
    }

    /** Whether it takes this certificate. */
    public boolean has(Fingerprint fingerprint) {
        return print("primary").equals(fingerprint.hex()) || print("secondary").equals(fingerprint.hex());
    }

    /** Whether it takes this certificate and no other. */
    public boolean hasOnly(Fingerprint fingerprint) {
        return has(fingerprint)
                && List.of("", fingerprint.hex()).contains(print("primary"))
                && List.of("", fingerprint.hex()).contains(print("secondary"));
    }

    /** The same with one certificate. */
    public Enrollment withOnly(X509Certificate certificate) {
        ObjectNode json = document.deepCopy();
        attestation(json).putObject(kind.certificates).set("primary", slot(certificate));
        return new Enrollment(kind, id, json);
    }

    /**
     * The same with another certificate in the second slot, or in the first when that is free.
     *
     * @param running what the device runs with: when that is in the second slot, it moves to the first before
     */
    public Enrollment withAlso(X509Certificate certificate, Optional<Fingerprint> running) {
        ObjectNode json = document.deepCopy();
        JsonNode kept = slots().path(
                        running.filter(own -> print("secondary").equals(own.hex()))
                                        .isPresent()
                                ? "secondary"
                                : "primary");
        ObjectNode slots = attestation(json).putObject(kind.certificates);
        if (kept.isObject()) {
            // INFERRED: that the service takes what it told of a certificate for the certificate; it never tells more.
            slots.set("primary", kept);
            slots.set("secondary", slot(certificate));
        } else {
            slots.set("primary", slot(certificate));
        }
        return new Enrollment(kind, id, json);
    }

    /** The same, enabled, or disabled since its device left the fleet; with the fleet's mark. */
    public Enrollment enabled(boolean now, String fleet) {
        ObjectNode json = document.deepCopy();
        json.put("provisioningStatus", now ? "enabled" : "disabled");
        ObjectNode mark = object(object(object(json, "initialTwin"), "tags"), FleetTags.NAME);
        mark.put("fleet", fleet);
        if (now) {
            mark.remove(List.of(REMOVED, REVOKED));
        } else {
            mark.put(REMOVED, true);
        }
        return new Enrollment(kind, id, json);
    }

    /**
     * The same, disabled since the certificates of its device were revoked, until another one takes the place of all. It
     * belongs to whom it has belonged.
     *
     * @param at all that were made before it are; to the second
     */
    public Enrollment revoked(Instant at) {
        ObjectNode json = document.deepCopy();
        json.put("provisioningStatus", "disabled");
        ObjectNode mark = object(object(object(json, "initialTwin"), "tags"), FleetTags.NAME);
        mark.put(REVOKED, at.truncatedTo(ChronoUnit.SECONDS).toString()).remove(REMOVED);
        return new Enrollment(kind, id, json);
    }

    /** What is written. */
    String body() {
        ObjectNode json = document.deepCopy();
        json.remove(READ_ONLY);
        return json.toString();
    }

    private static ObjectNode attestation(ObjectNode json) {
        return object(object(json, "attestation"), "x509");
    }

    private static ObjectNode object(ObjectNode parent, String name) {
        return parent.path(name) instanceof ObjectNode there ? there : parent.putObject(name);
    }

    private static ObjectNode slot(X509Certificate certificate) {
        try {
            return JSON.createObjectNode()
                    .put("certificate", Base64.getEncoder().encodeToString(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
