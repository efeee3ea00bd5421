package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.net.FormFields;
import io.github.flexyfleet.simulator.net.HttpCall;
import io.github.flexyfleet.simulator.net.HttpReply;
import io.github.flexyfleet.simulator.net.HttpService;
import io.github.flexyfleet.simulator.net.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The REST calls of the hub's service side (azure-iot-hub 4). Thread-safe. */
final class RegistryRest implements HttpService {
    private static final String JSON = "application/json; charset=utf-8";
    private static final int LARGEST_PAGE = 1000;

    /** What a hub in trouble asks for; it knows itself not how long that lasts. INFERRED. */
    private static final Duration FOR_NOW = Duration.ofSeconds(2);

    private final HubParts hub;
    private final SasVerifier tokens;
    private final HubThrottle throttle;
    private final BulkChanges bulk;
    private final TwinQueries queries;
    private final InstantSource clock;
    private final RandomGenerator random;

    RegistryRest(
            HubParts hub,
            HubLimits limits,
            HubThrottle throttle,
            SasVerifier tokens,
            InstantSource clock,
            RandomGenerator random) {
        this.hub = hub;
        this.tokens = tokens;
        this.throttle = throttle;
        this.bulk = new BulkChanges(hub, throttle, limits.bulkInParts());
        this.queries = new TwinQueries(hub.tier(), QueryView.of(hub.registry(), hub.twins(), limits.queryLag(), clock));
        this.clock = clock;
        this.random = random;
    }

    @Override
    public HttpReply answer(HttpCall call) {
        HubFaults.Fate fate = hub.faults().rest();
        if (fate.lostBefore()) {
            return new HttpReply.Lost();
        }
        Optional<HubError> refused = fate.refused();
        HttpReply reply = refused.isPresent()
                ? refusal(new HubRefusal(refused.get(), "The hub cannot serve this request now"))
                : serve(call);
        return fate.lostAfter() ? new HttpReply.Lost() : reply;
    }

    private HttpReply serve(HttpCall call) {
        try {
            tokens.check(call.header("authorization"));
            Map<String, String> query = query(call);
            if (query.getOrDefault("api-version", "").isEmpty()) {
                throw invalid("api-version is missing");
            }
            return route(call, query, path(call));
        } catch (HubRefusal e) {
            return refusal(e);
        }
    }

    private HttpReply route(HttpCall call, Map<String, String> query, List<String> path) throws HubRefusal {
        String shape = method(call) + " " + path.get(0) + (path.size() > 1 ? "/id" : "");
        boolean method = path.size() == 3 && path.get(2).equals("methods");
        if (!method && path.size() < 3) {
            count(shape);
        }
        return switch (method ? shape + "/methods" : path.size() > 2 ? "" : shape) {
            case "GET devices" -> list(query);
            case "POST devices" -> bulk(call);
            case "POST devices/id" -> query(call, path.get(1));
            case "GET devices/id" -> identity(hub.registry().get(path.get(1)));
            case "PUT devices/id" -> put(call, path.get(1));
            case "DELETE devices/id" -> delete(call, path.get(1));
            case "GET statistics/id" -> statistics(call, path.get(1));
            case "GET twins/id" -> twin(path.get(1));
            case "PATCH twins/id" -> changeTwin(call, path.get(1));
            case "POST twins/id/methods" -> invoke(call, path.get(1));
            default -> unknown(call);
        };
    }

    /** A bulk call counts its devices itself. */
    private void count(String shape) throws HubRefusal {
        switch (shape) {
            case "GET devices", "GET devices/id", "PUT devices/id", "DELETE devices/id", "GET statistics/id" ->
                throttle.take(HubThrottle.Kind.REGISTRY, 1);
            case "POST devices/id" -> throttle.take(HubThrottle.Kind.QUERY, 1);
            case "GET twins/id" -> throttle.take(HubThrottle.Kind.TWIN_READ, 1);
            case "PATCH twins/id" -> throttle.take(HubThrottle.Kind.TWIN_UPDATE, 1);
            default -> {
                // Not counted.
            }
        }
    }

    /** Clients whose HTTP library has no PATCH, such as Microsoft's Java SDK, send POST and name the method in a header. */
    private static String method(HttpCall call) {
        Optional<String> meant = call.header("x-http-method-override");
        return call.method().equals("POST") ? meant.orElse("POST") : call.method();
    }

    private static HttpReply unknown(HttpCall call) {
        return HttpReply.Answer.text(404, "This hub has no " + call.method() + " of this path");
    }

    private HttpReply query(HttpCall call, String what) throws HubRefusal {
        if (!what.equals("query")) {
            return unknown(call);
        }
        TwinQueries.Page page = queries.answer(call, body(call));
        Map<String, String> next = page.continuation()
                .map(token -> Map.of("x-ms-continuation", token))
                .orElse(Map.of());
        return new HttpReply.Answer(200, JSON, next, Json.write(page.body()));
    }

    private HttpReply statistics(HttpCall call, String what) {
        ObjectNode body = Json.object();
        switch (what) {
            case "devices" -> {
                List<DeviceIdentity> all = hub.registry().list(Integer.MAX_VALUE);
                long enabled = all.stream()
                        .filter(identity -> identity.settings().enabled())
                        .count();
                body.put("totalDeviceCount", all.size())
                        .put("enabledDeviceCount", enabled)
                        .put("disabledDeviceCount", all.size() - enabled);
            }
            case "service" ->
                body.put("connectedDeviceCount", hub.sessions().all().size());
            default -> {
                return unknown(call);
            }
        }
        return HttpReply.Answer.of(200, JSON, Json.write(body));
    }

    private HttpReply list(Map<String, String> query) throws HubRefusal {
        String top = query.getOrDefault("top", Integer.toString(LARGEST_PAGE));
        if (!top.matches("[0-9]{1,4}") || Integer.parseInt(top) < 1 || Integer.parseInt(top) > LARGEST_PAGE) {
            throw invalid("top is 1 to " + LARGEST_PAGE);
        }
        ArrayNode body = Json.object().putArray("devices");
        hub.registry().list(Integer.parseInt(top)).forEach(identity -> body.add(view(identity)));
        return HttpReply.Answer.of(200, JSON, Json.write(body));
    }

    private HttpReply put(HttpCall call, String id) throws HubRefusal {
        JsonNode body = body(call);
        if (!IdentityJson.text(body, "deviceId").equals(id)) {
            throw invalid("deviceId differs from the path");
        }
        DeviceSettings settings = IdentityJson.settings(id, body);
        Optional<EtagMatch> match = match(call);
        return identity(
                match.isPresent()
                        ? hub.registry().update(settings, match.get())
                        : hub.registry().create(settings));
    }

    private HttpReply delete(HttpCall call, String id) throws HubRefusal {
        // That the header may not be left out is INFERRED.
        EtagMatch match =
                match(call).orElseThrow(() -> new HubRefusal(HubError.PRECONDITION_FAILED, "A delete needs If-Match"));
        hub.registry().delete(id, match);
        return HttpReply.Answer.of(204, JSON, new byte[0]);
    }

    private HttpReply bulk(HttpCall call) throws HubRefusal {
        BulkChanges.Result result = bulk.apply(body(call));
        return new HttpReply.Answer(
                result.successful() ? 200 : 400, JSON, wait(result.retryAfter()), Json.write(result.json()));
    }

    private HttpReply twin(String id) throws HubRefusal {
        needsTwins();
        DeviceIdentity identity = hub.registry().get(id);
        ObjectNode twin = hub.twins().forService(identity);
        activity(twin, id);
        return withEtag(twin);
    }

    private HttpReply changeTwin(HttpCall call, String id) throws HubRefusal {
        needsTwins();
        DeviceIdentity identity = hub.registry().get(id);
        ObjectNode push = hub.twins().change(id, body(call), match(call).orElse(new EtagMatch.Any()));
        if (!push.isEmpty()) {
            hub.sessions().find(id).ifPresent(connection -> connection.pushDesired(push));
        }
        return withEtag(hub.twins().forService(identity));
    }

    private HttpReply invoke(HttpCall call, String id) throws HubRefusal {
        needsTwins();
        hub.registry().get(id);
        return HttpReply.Answer.of(200, JSON, Json.write(hub.methods().invoke(id, body(call))));
    }

    private void needsTwins() throws HubRefusal {
        if (!hub.tier().twins()) {
            throw new HubRefusal(HubError.OPERATION_NOT_ALLOWED, "A Basic hub has neither twins nor methods");
        }
    }

    private HttpReply identity(DeviceIdentity identity) {
        return withEtag(view(identity));
    }

    private ObjectNode view(DeviceIdentity identity) {
        ObjectNode json = IdentityJson.write(identity);
        activity(json, identity.deviceId());
        return json;
    }

    private void activity(ObjectNode json, String id) {
        String never = "0001-01-01T00:00:00Z";
        LiveSessions sessions = hub.sessions();
        json.put("connectionState", sessions.find(id).isPresent() ? "Connected" : "Disconnected")
                .put(
                        "connectionStateUpdatedTime",
                        sessions.stateChanged(id).map(Object::toString).orElse(never))
                .put(
                        "lastActivityTime",
                        sessions.lastActivity(id).map(Object::toString).orElse(never))
                .put("cloudToDeviceMessageCount", hub.cloud().count(id));
    }

    private static HttpReply withEtag(ObjectNode body) {
        String etag = '"' + IdentityJson.text(body, "etag") + '"';
        return new HttpReply.Answer(200, JSON, Map.of("ETag", etag), Json.write(body));
    }

    /** The answer to a call that is refused. */
    HttpReply refusal(HubRefusal refusal) {
        byte[] tracking = new byte[16];
        random.nextBytes(tracking);
        HubError error = refusal.error();
        ObjectNode body = Json.object();
        body.put("Message", "ErrorCode:" + error.title() + ";" + refusal.getMessage())
                .put(
                        "ExceptionMessage",
                        "Tracking ID:" + HexFormat.of().formatHex(tracking) + "-TimeStamp:" + clock.instant())
                .put("errorCode", error.code());
        Optional<Duration> wait = refusal.retryAfter()
                .or(() -> error.status() == 429 || error.status() == 503 ? Optional.of(FOR_NOW) : Optional.empty());
        return new HttpReply.Answer(error.status(), JSON, wait(wait), Json.write(body));
    }

    /** INFERRED: that a hub sends this header (azure-iot-hub 4). */
    private static Map<String, String> wait(Optional<Duration> time) {
        return time.map(wait -> Map.of(
                        "Retry-After", Long.toString(wait.plusNanos(999_999_999).toSeconds())))
                .orElse(Map.of());
    }

    private static Map<String, String> query(HttpCall call) throws HubRefusal {
        try {
            return call.queryFields();
        } catch (IllegalArgumentException e) {
            throw invalid("the query is malformed");
        }
    }

    private static List<String> path(HttpCall call) throws HubRefusal {
        try {
            return Arrays.stream(call.rawPath().substring(1).split("/", -1))
                    .map(FormFields::decodePath)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw invalid("the path is malformed");
        }
    }

    private static JsonNode body(HttpCall call) throws HubRefusal {
        try {
            return Json.read(call.body());
        } catch (IOException e) {
            throw invalid("the body is no JSON");
        }
    }

    private static Optional<EtagMatch> match(HttpCall call) {
        return call.header("if-match").map(EtagMatch::parse);
    }

    private static HubRefusal invalid(String text) {
        return new HubRefusal(HubError.ARGUMENT_INVALID, text);
    }
}
