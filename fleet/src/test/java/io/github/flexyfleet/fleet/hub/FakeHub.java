package io.github.flexyfleet.fleet.hub;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import tools.jackson.databind.node.ObjectNode;

/** A registry over HTTPS with the rules of azure-iot-hub 4: etags, 409 and 412, and faults on demand. */
final class FakeHub extends FaultyService {
    static final String KEY = "bm90LWEtcmVhbC1rZXktanVzdC1hLXRlc3Qh";

    private final Map<String, ObjectNode> devices = new LinkedHashMap<>();
    private final List<String> authorizations = new ArrayList<>();
    private final StringBuilder heard = new StringBuilder();
    private int etag;

    X509Certificate root() {
        return server.root();
    }

    IotHubConnectionString connection() throws InvalidConnectionStringException {
        return server.login("registryReadWrite");
    }

    /** The tool's own client of this hub, at a time that stands still. */
    IotHubRegistry client(Instant now, Consumer<Duration> pauses) throws InvalidConnectionStringException {
        return new IotHubRegistry(connection(), server.network(), InstantSource.fixed(now), new Random(1), pauses);
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
    String heard(RecordedRequest request) {
        authorizations.add(request.getHeaders().get("Authorization"));
        // The text form of the headers hides the authorization.
        heard.append(request.getTarget())
                .append('\n')
                .append(request.getHeaders().toMultimap());
        if (request.getBody() != null) {
            heard.append(request.getBody().utf8());
        }
        return request.getTarget();
    }

    @Override
    MockResponse throttled() {
        return super.throttled().newBuilder().addHeader("Retry-After", "7").build();
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

    @Override
    MockResponse serve(RecordedRequest request) {
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
}
