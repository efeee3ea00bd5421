package io.github.flexyfleet.simulator.dps;

import io.github.flexyfleet.simulator.hub.EtagMatch;
import io.github.flexyfleet.simulator.hub.Journal;
import io.github.flexyfleet.simulator.net.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The enrollments of a service, kept in files. Thread-safe; a change is on disk when its method returns. */
public final class Enrollments {
    /** Registration ids and names of groups. That both have the same alphabet is INFERRED. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private final Map<Kind, Map<String, Enrollment>> all = new EnumMap<>(Kind.class);
    private final Map<Kind, Journal> journals = new EnumMap<>(Kind.class);
    private final InstantSource clock;
    private final RandomGenerator random;

    private Enrollments(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    static Enrollments open(Path folder, InstantSource clock, RandomGenerator random) throws IOException {
        Enrollments opened = new Enrollments(clock, random);
        for (Kind kind : Kind.values()) {
            Map<String, Enrollment> ofKind = new TreeMap<>();
            opened.all.put(kind, ofKind);
            Journal journal = new Journal(folder.resolve(kind.path() + ".jsonl"), () -> opened.kept(kind));
            opened.journals.put(kind, journal);
            for (Map.Entry<String, ObjectNode> kept : journal.read().entrySet()) {
                try {
                    ofKind.put(kept.getKey(), read(kind, kept.getValue()));
                } catch (DpsRefusal e) {
                    throw new IOException(kept.getKey() + " is no enrollment", e);
                }
            }
        }
        return opened;
    }

    private synchronized Map<String, ObjectNode> kept(Kind kind) {
        Map<String, ObjectNode> kept = new TreeMap<>();
        all.get(kind).forEach((id, enrollment) -> kept.put(id, withCertificates(enrollment)));
        return kept;
    }

    /** All of a kind in the order of their ids. */
    public synchronized List<Enrollment> list(Kind kind) {
        return List.copyOf(all.get(kind).values());
    }

    /** The enrollment of an id. */
    public synchronized Optional<Enrollment> find(Kind kind, String id) {
        return Optional.ofNullable(all.get(kind).get(id));
    }

    /**
     * The enrollment of an id that must exist.
     *
     * @throws DpsRefusal 404201
     */
    public Enrollment get(Kind kind, String id) throws DpsRefusal {
        return find(kind, id).orElseThrow(() -> new DpsRefusal(DpsError.NOT_FOUND, "Enrollment not found"));
    }

    /**
     * Makes or replaces an enrollment. That without {@code If-Match} nothing is replaced is INFERRED.
     *
     * @throws DpsRefusal 409201 when it is there and there is no condition, 404201 when it is not and there is one, 412001
     *     when the condition does not hold, 400004 for a bad body and for a certificate of another enrollment
     */
    synchronized Enrollment put(Kind kind, String id, JsonNode body, Optional<EtagMatch> match) throws DpsRefusal {
        Optional<Enrollment> old = find(kind, id);
        if (match.isPresent() != old.isPresent()) {
            throw old.isPresent()
                    ? new DpsRefusal(DpsError.CONFLICT, "Enrollment already exists")
                    : new DpsRefusal(DpsError.NOT_FOUND, "Enrollment not found");
        }
        check(old, match);
        if (!(body instanceof ObjectNode given)
                || !ID.matcher(id).matches()
                || !body.path(kind.id()).asString("").equals(id)) {
            throw new DpsRefusal(DpsError.BAD_REQUEST, kind.id() + " is missing or differs from the path");
        }
        ObjectNode json = given.deepCopy();
        Instant now = clock.instant();
        json.put(
                        "etag",
                        Base64.getEncoder()
                                .encodeToString(
                                        Long.toHexString(random.nextLong()).getBytes(StandardCharsets.US_ASCII)))
                .put("provisioningStatus", json.path("provisioningStatus").asString("enabled"))
                .put(
                        "createdDateTimeUtc",
                        old.map(enrollment -> enrollment
                                        .json()
                                        .path("createdDateTimeUtc")
                                        .asString(""))
                                .orElse(now.toString()))
                .put("lastUpdatedDateTimeUtc", now.toString());
        fillIn(kind, json, old);
        Enrollment made = read(kind, json);
        requireOwn(made);
        all.get(kind).put(id, made);
        journals.get(kind).put(id, withCertificates(made));
        return made;
    }

    /**
     * Removes an enrollment; who is registered stays so.
     *
     * @throws DpsRefusal 404201 when there is none, 412001 when the condition does not hold
     */
    synchronized void delete(Kind kind, String id, Optional<EtagMatch> match) throws DpsRefusal {
        check(Optional.of(get(kind, id)), match);
        all.get(kind).remove(id);
        journals.get(kind).remove(id);
    }

    private static void check(Optional<Enrollment> old, Optional<EtagMatch> match) throws DpsRefusal {
        if (old.isPresent() && match.isPresent() && !match.get().holds(old.get().etag())) {
            throw new DpsRefusal(DpsError.PRECONDITION_FAILED, "Precondition failed: the enrollment has another etag");
        }
    }

    /** A certificate may be in one enrollment only (azure-iot-hub 3). */
    private void requireOwn(Enrollment made) throws DpsRefusal {
        for (Map<String, Enrollment> ofKind : all.values()) {
            for (Enrollment other : ofKind.values()) {
                boolean same = other.kind() == made.kind() && other.id().equals(made.id());
                if (!same && made.certificates().stream().anyMatch(other::has)) {
                    throw new DpsRefusal(
                            DpsError.BAD_REQUEST, "The certificate is in the enrollment " + other.id() + " already");
                }
            }
        }
    }

    /** A client that sends back what it has read has the certificates' data only, not the certificates. */
    private static void fillIn(Kind kind, ObjectNode json, Optional<Enrollment> old) {
        for (String slot : List.of("primary", "secondary")) {
            JsonNode one = json.path("attestation")
                    .path("x509")
                    .path(kind.certificates())
                    .path(slot);
            String print = one.path("info").path("sha256Thumbprint").asString("");
            if (one instanceof ObjectNode node
                    && node.path("certificate").asString("").isEmpty()) {
                old.stream()
                        .flatMap(enrollment -> enrollment.certificates().stream())
                        .filter(known ->
                                Certificates.thumbprint(known, "SHA-256").equalsIgnoreCase(print))
                        .findFirst()
                        .ifPresent(known -> node.put("certificate", Certificates.base64(known)));
            }
        }
    }

    private static Enrollment read(Kind kind, ObjectNode json) throws DpsRefusal {
        JsonNode slots = json.path("attestation").path("x509").path(kind.certificates());
        if (!json.path("attestation").path("type").asString("").equals("x509")) {
            throw new DpsRefusal(DpsError.BAD_REQUEST, "This service knows attestation by x509 only");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (String slot : List.of("primary", "secondary")) {
            if (slots.path(slot) instanceof ObjectNode node) {
                X509Certificate certificate =
                        Certificates.read(node.path("certificate").asString(""));
                certificates.add(certificate);
                node.remove("certificate");
                node.set("info", Certificates.info(certificate));
            }
        }
        if (certificates.isEmpty()) {
            throw new DpsRefusal(DpsError.BAD_REQUEST, "The attestation has no certificate");
        }
        String status = json.path("provisioningStatus").asString("enabled");
        if (!status.equals("enabled") && !status.equals("disabled")) {
            throw new DpsRefusal(DpsError.BAD_REQUEST, "provisioningStatus is enabled or disabled");
        }
        return new Enrollment(kind, json.path(kind.id()).asString(""), status.equals("enabled"), certificates, json);
    }

    /** What the file holds: the certificates too. */
    private static ObjectNode withCertificates(Enrollment enrollment) {
        ObjectNode json = enrollment.json().deepCopy();
        JsonNode slots =
                json.path("attestation").path("x509").path(enrollment.kind().certificates());
        int next = 0;
        for (String slot : List.of("primary", "secondary")) {
            if (slots.path(slot) instanceof ObjectNode node) {
                node.put(
                        "certificate",
                        Certificates.base64(enrollment.certificates().get(next++)));
            }
        }
        return json;
    }

    /** An individual enrollment with one certificate, for tests and people who write worlds. */
    public Enrollment add(String registrationId, X509Certificate certificate) throws DpsRefusal {
        return put(
                Kind.INDIVIDUAL, registrationId, body(Kind.INDIVIDUAL, registrationId, certificate), Optional.empty());
    }

    /** A group of all whom an authority has signed. */
    public Enrollment addGroup(String name, X509Certificate authority) throws DpsRefusal {
        return put(Kind.GROUP, name, body(Kind.GROUP, name, authority), Optional.empty());
    }

    /** Removes an enrollment, as the portal does. */
    public void remove(Kind kind, String id) throws DpsRefusal {
        delete(kind, id, Optional.empty());
    }

    /** Disables or enables an enrollment, as the portal does. */
    public synchronized Enrollment enable(Kind kind, String id, boolean enabled) throws DpsRefusal {
        ObjectNode json = get(kind, id).json().deepCopy();
        json.put("provisioningStatus", enabled ? "enabled" : "disabled");
        return put(kind, id, json, Optional.of(new EtagMatch.Any()));
    }

    private static ObjectNode body(Kind kind, String id, X509Certificate certificate) {
        ObjectNode json = Json.object().put(kind.id(), id);
        json.putObject("attestation")
                .put("type", "x509")
                .putObject("x509")
                .putObject(kind.certificates())
                .putObject("primary")
                .put("certificate", Certificates.base64(certificate));
        return json;
    }
}
