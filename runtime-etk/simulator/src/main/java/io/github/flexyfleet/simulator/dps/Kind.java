package io.github.flexyfleet.simulator.dps;

/** The two kinds of enrollments. */
public enum Kind {
    /** One device. */
    INDIVIDUAL("enrollments", "registrationId", "clientCertificates"),
    /** All devices whose certificate an authority has signed. */
    GROUP("enrollmentGroups", "enrollmentGroupId", "signingCertificates");

    private final String path;
    private final String id;
    private final String certificates;

    Kind(String path, String id, String certificates) {
        this.path = path;
        this.id = id;
        this.certificates = certificates;
    }

    /** First word of the path. */
    String path() {
        return path;
    }

    /** What the header {@code x-ms-item-type} of a query's answer says; Azure's service SDK for Java 2.0.3 reads nothing without it. */
    String itemType() {
        return switch (this) {
            case INDIVIDUAL -> "enrollment";
            case GROUP -> "enrollmentGroup";
        };
    }

    /** The member that names an enrollment. */
    String id() {
        return id;
    }

    /** The member of the attestation that holds the certificates. */
    String certificates() {
        return certificates;
    }
}
