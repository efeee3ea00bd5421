package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Enrollments over HTTPS with etags, and faults on demand; of certificates it tells the thumbprint only. */
final class FakeEnrollments extends Dispatcher {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HeldCertificate identity =
            new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    private final MockWebServer server = new MockWebServer();
    private final Map<String, ObjectNode> enrollments = new LinkedHashMap<>();
    private final Deque<FakeHub.Fault> faults = new ArrayDeque<>();
    private final Deque<Runnable> quicker = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private int etag;

    void start() throws Exception {
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(identity)
                .build()
                .sslSocketFactory());
        server.setProtocols(List.of(Protocol.HTTP_1_1));
        server.setDispatcher(this);
        server.start();
    }

    void stop() {
        server.close();
    }

    EnrollmentService service(InstantSource clock, Consumer<Duration> pause) throws Exception {
        return new EnrollmentService(
                IotHubConnectionString.parse(Secret.of("HostName=localhost:" + server.getPort()
                        + ";SharedAccessKeyName=provisioningserviceowner;SharedAccessKey=" + FakeHub.KEY)),
                new IotHubRegistry.Network(WebProxy.standard(), List.of(identity.certificate())),
                clock,
                new Random(1),
                pause);
    }

    synchronized void faults(FakeHub.Fault... next) {
        faults.addAll(List.of(next));
    }

    /** Somebody else writes right before the next write that comes in. */
    synchronized void beforeNextWrite(Runnable other) {
        quicker.add(other);
    }

    /** Nothing goes wrong any more. */
    synchronized void well() {
        faults.clear();
    }

    /** Method and path of all requests since the last call. */
    synchronized List<String> takeRequests() {
        List<String> taken = List.copyOf(requests);
        requests.clear();
        return taken;
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
    public synchronized MockResponse dispatch(RecordedRequest request) {
        requests.add(request.getMethod() + " " + request.getUrl().encodedPath());
        if (request.getMethod().equals("PUT") && !quicker.isEmpty()) {
            quicker.remove().run();
        }
        FakeHub.Fault fault = faults.isEmpty() ? FakeHub.Fault.NONE : faults.remove();
        return switch (fault) {
            case NONE -> serve(request);
            case LOST_REQUEST -> FakeHub.lost();
            case LOST_ANSWER -> {
                serve(request);
                yield FakeHub.lost();
            }
            case ERROR_500 -> FakeHub.error(500, 500001, "ServerError");
            case THROTTLED -> FakeHub.error(429, 429001, "ThrottlingException");
        };
    }

    private MockResponse serve(RecordedRequest request) {
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
            return present == null ? FakeHub.error(404, 404201, "NotFound") : FakeHub.json(present);
        }
        String ifMatch = request.getHeaders().get("If-Match");
        if (ifMatch == null && present != null) {
            return FakeHub.error(409, 409201, "Conflict");
        }
        if (ifMatch != null
                && (present == null
                        || !ifMatch.equals("\"" + present.path("etag").asString("") + "\""))) {
            return FakeHub.error(412, 412001, "PreconditionFailed");
        }
        return FakeHub.json(
                store(path, (ObjectNode) JSON.readTree(request.getBody().utf8())));
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
