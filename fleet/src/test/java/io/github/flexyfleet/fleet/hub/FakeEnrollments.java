package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Enrollments over HTTPS with etags, and faults on demand; of certificates it tells the thumbprint only. */
final class FakeEnrollments extends FaultyService {
    private final Map<String, ObjectNode> enrollments = new LinkedHashMap<>();
    private int etag;

    EnrollmentService service(InstantSource clock, Consumer<Duration> pause) throws Exception {
        return new EnrollmentService(
                server.login("provisioningserviceowner"), server.network(), clock, new Random(1), pause);
    }

    /** As it is there; a path such as {@code enrollments/pump-1}. */
    synchronized ObjectNode at(String path) {
        return enrollments.get(path);
    }

    /** Puts one there as this tool, or somebody else, has written it. */
    synchronized void put(Enrollment enrollment) {
        store(enrollment.kind().path() + "/" + enrollment.id(), (ObjectNode) JSON.readTree(enrollment.body()));
    }

    @Override
    String heard(RecordedRequest request) {
        return request.getUrl().encodedPath();
    }

    @Override
    MockResponse serve(RecordedRequest request) {
        if (request.getMethod().equals("POST")) {
            List<ObjectNode> own = enrollments.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith("enrollments/"))
                    .map(Map.Entry::getValue)
                    .toList();
            return new MockResponse.Builder()
                    .body(JSON.createArrayNode().addAll(own).toString())
                    .build();
        }
        String path = String.join("/", request.getUrl().pathSegments());
        ObjectNode present = enrollments.get(path);
        if (request.getMethod().equals("GET")) {
            return present == null ? error(404, 404201, "NotFound") : json(present);
        }
        String ifMatch = request.getHeaders().get("If-Match");
        if (ifMatch == null && present != null) {
            return error(409, 409201, "Conflict");
        }
        if (ifMatch != null
                && (present == null
                        || !ifMatch.equals("\"" + present.path("etag").asString("") + "\""))) {
            return error(412, 412001, "PreconditionFailed");
        }
        return json(store(path, (ObjectNode) JSON.readTree(request.getBody().utf8())));
    }

    private ObjectNode store(String path, ObjectNode enrollment) {
        enrollment.put("etag", "tag" + ++etag);
        for (String slots : List.of("clientCertificates", "signingCertificates")) {
            for (JsonNode slot :
                    enrollment.path("attestation").path("x509").path(slots).values()) {
                JsonNode certificate = slot.path("certificate");
                if (slot instanceof ObjectNode node && certificate.isString()) {
                    node.remove("certificate");
                    node.putObject("info").put("sha256Thumbprint", print(certificate.asString()));
                }
            }
        }
        enrollments.put(path, enrollment);
        return enrollment;
    }

    private static String print(String base64) {
        try {
            return Fingerprint.of((X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(Base64.getDecoder().decode(base64))))
                    .hex();
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }
}
