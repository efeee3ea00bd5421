package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.secret.Secret;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
import mockwebserver3.SocketEffect;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A registry over HTTPS with the rules of azure-iot-hub 4: etags, 409 and 412, and faults on demand. */
final class FakeHub extends Dispatcher {
    static final String KEY = "bm90LWEtcmVhbC1rZXktanVzdC1hLXRlc3Qh";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HeldCertificate identity =
            new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    private final MockWebServer server = new MockWebServer();
    private final Map<String, ObjectNode> devices = new LinkedHashMap<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final Deque<Runnable> quicker = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();
    private final StringBuilder heard = new StringBuilder();
    private int etag;

    /** What goes wrong with one request. */
    enum Fault {
        NONE,
        LOST_REQUEST,
        LOST_ANSWER,
        ERROR_500,
        THROTTLED
    }

    void start() throws Exception {
        HandshakeCertificates tls =
                new HandshakeCertificates.Builder().heldCertificate(identity).build();
        server.useHttps(tls.sslSocketFactory());
        // HTTP/1.1, where a lost answer is a closed connection.
        server.setProtocols(List.of(Protocol.HTTP_1_1));
        server.setDispatcher(this);
        server.start();
    }

    void stop() {
        server.close();
    }

    X509Certificate root() {
        return identity.certificate();
    }

    IotHubConnectionString connection() throws InvalidConnectionStringException {
        return IotHubConnectionString.parse(Secret.of("HostName=localhost:" + server.getPort()
                + ";SharedAccessKeyName=registryReadWrite;SharedAccessKey=" + KEY));
    }

    /** The tool's own client of this hub, at a time that stands still. */
    IotHubRegistry client(Instant now, Consumer<Duration> pauses) throws InvalidConnectionStringException {
        return new IotHubRegistry(
                connection(),
                new IotHubRegistry.Network(WebProxy.standard(), List.of(root())),
                InstantSource.fixed(now),
                new Random(1),
                pauses);
    }

    synchronized void faults(Fault... next) {
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

    synchronized List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    /** All of all requests, as it came out of TLS. */
    synchronized String heard() {
        return heard.toString();
    }

    /** Puts a device there as somebody else would. */
    synchronized void put(String json) {
        store((ObjectNode) JSON.readTree(json));
    }

    /** Deletes a device as somebody else would. */
    synchronized void forget(String id) {
        devices.remove(id);
    }

    synchronized ObjectNode device(String id) {
        return devices.get(id);
    }

    @Override
    public synchronized MockResponse dispatch(RecordedRequest request) {
        requests.add(request.getMethod() + " " + request.getTarget());
        authorizations.add(request.getHeaders().get("Authorization"));
        // The text form of the headers hides the authorization.
        heard.append(request.getTarget())
                .append('\n')
                .append(request.getHeaders().toMultimap());
        if (request.getBody() != null) {
            heard.append(request.getBody().utf8());
        }
        if (request.getMethod().equals("PUT") && !quicker.isEmpty()) {
            quicker.remove().run();
        }
        Fault fault = faults.isEmpty() ? Fault.NONE : faults.remove();
        return switch (fault) {
            case NONE -> serve(request);
            case LOST_REQUEST -> lost();
            case LOST_ANSWER -> {
                serve(request);
                yield lost();
            }
            case ERROR_500 -> error(500, 500001, "ServerError");
            case THROTTLED ->
                error(429, 429001, "ThrottlingException")
                        .newBuilder()
                        .addHeader("Retry-After", "7")
                        .build();
        };
    }

    /** Pages of at most two twins, so that few devices make several pages. */
    private MockResponse query(RecordedRequest request) {
        String query = JSON.readTree(request.getBody().utf8()).path("query").asString("");
        String from = request.getHeaders().get("x-ms-continuation");
        List<ObjectNode> found = devices.values().stream()
                .filter(device -> query.contains("'" + device.path("deviceId").asString("") + "'"))
                .toList();
        int start = from == null ? 0 : Integer.parseInt(from);
        int end = Math.min(start + 2, found.size());
        MockResponse.Builder answer = new MockResponse.Builder()
                .addHeader("Content-Type", "application/json; charset=utf-8")
                .body(JSON.createArrayNode().addAll(found.subList(start, end)).toString());
        if (end < found.size()) {
            answer.addHeader("x-ms-continuation", Integer.toString(end));
        }
        return answer.build();
    }

    private MockResponse serve(RecordedRequest request) {
        if (request.getMethod().equals("POST")) {
            return query(request);
        }
        if (request.getUrl().pathSize() == 1) {
            return new MockResponse.Builder()
                    .body(JSON.createArrayNode().addAll(devices.values()).toString())
                    .build();
        }
        String id = request.getUrl().pathSegments().get(1);
        ObjectNode present = devices.get(id);
        if (request.getMethod().equals("GET")) {
            return present == null ? error(404, 404001, "DeviceNotFound") : json(present);
        }
        String ifMatch = request.getHeaders().get("If-Match");
        if (ifMatch == null && present != null) {
            return error(409, 409001, "DeviceAlreadyExists");
        }
        if (ifMatch != null && (present == null || !ifMatch.equals("\"" + etagOf(present) + "\""))) {
            return error(412, 412001, "PreconditionFailed");
        }
        return json(store((ObjectNode) JSON.readTree(request.getBody().utf8())));
    }

    private ObjectNode store(ObjectNode device) {
        device.put("etag", "tag" + ++etag);
        device.put("generationId", "1");
        device.put("connectionState", "Disconnected");
        devices.put(device.path("deviceId").stringValue(), device);
        return device;
    }

    private static String etagOf(ObjectNode device) {
        return device.path("etag").stringValue();
    }

    static MockResponse lost() {
        return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
    }

    static MockResponse json(ObjectNode body) {
        return new MockResponse.Builder().body(body.toString()).build();
    }

    static MockResponse error(int status, int code, String name) {
        ObjectNode body = JSON.createObjectNode();
        body.put("Message", "ErrorCode:" + name + ";words");
        body.put("ExceptionMessage", "Tracking ID:1");
        body.put("errorCode", code);
        return new MockResponse.Builder().code(status).body(body.toString()).build();
    }
}
