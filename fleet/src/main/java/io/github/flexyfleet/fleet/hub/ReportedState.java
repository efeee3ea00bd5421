package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.Digest;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a runtime last reported to the device's twin ({@code reported.schema.json}). It may be minutes old.
 *
 * @param runtime version of the runtime
 * @param state {@code empty}, {@code confirmed} or {@code trial}
 * @param running digest of the bundle in use
 * @param confirmed digest of the confirmed bundle
 * @param certificate with which the device connects
 */
public record ReportedState(
        String runtime,
        String state,
        Optional<Digest> running,
        Optional<Digest> confirmed,
        Optional<Fingerprint> certificate) {
    /** What a twin says; empty when no runtime of ours has ever reported to it, or it is not understood. */
    static Optional<ReportedState> of(JsonNode twin) {
        JsonNode reported = twin.path("properties").path("reported").path("flexyfleet");
        if (!reported.isObject() || !reported.path("runtime").isString()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ReportedState(
                    reported.path("runtime").stringValue(),
                    reported.path("state").asString(""),
                    text(reported, "running").map(Digest::new),
                    text(reported, "confirmed").map(Digest::new),
                    text(reported.path("certificate"), "fingerprint").map(Fingerprint::new)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode node, String name) {
        return Optional.of(node.path(name).asString("")).filter(text -> !text.isEmpty());
    }
}
