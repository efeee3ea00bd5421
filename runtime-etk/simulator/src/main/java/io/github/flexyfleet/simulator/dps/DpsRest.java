package io.github.flexyfleet.simulator.dps;

import io.github.flexyfleet.simulator.hub.EtagMatch;
import io.github.flexyfleet.simulator.hub.HubRefusal;
import io.github.flexyfleet.simulator.hub.SasVerifier;
import io.github.flexyfleet.simulator.net.FormFields;
import io.github.flexyfleet.simulator.net.HttpCall;
import io.github.flexyfleet.simulator.net.HttpReply;
import io.github.flexyfleet.simulator.net.HttpService;
import io.github.flexyfleet.simulator.net.Json;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The REST calls of the service's own clients (azure-iot-hub 3). Thread-safe. */
final class DpsRest implements HttpService {
    private static final String JSON = "application/json; charset=utf-8";
    private static final int LARGEST_PAGE = 100;

    private final Enrollments enrollments;
    private final Registrar registrar;
    private final SasVerifier tokens;
    private final DpsSwitches switches;

    DpsRest(Enrollments enrollments, Registrar registrar, SasVerifier tokens, DpsSwitches switches) {
        this.enrollments = enrollments;
        this.registrar = registrar;
        this.tokens = tokens;
        this.switches = switches;
    }

    @Override
    public HttpReply answer(HttpCall call) {
        try {
            tokens.check(call.header("authorization"));
            if (switches.isThrottled()) {
                throw new DpsRefusal(DpsError.THROTTLED, "Too many requests");
            }
            if (call.queryFields().getOrDefault("api-version", "").isEmpty()) {
                throw new DpsRefusal(DpsError.BAD_REQUEST, "api-version is missing");
            }
            return route(call);
        } catch (HubRefusal e) {
            return reply(new DpsRefusal(DpsError.UNAUTHORIZED, "Unauthorized"));
        } catch (IllegalArgumentException e) {
            return reply(new DpsRefusal(DpsError.BAD_REQUEST, "path or query is malformed"));
        } catch (DpsRefusal e) {
            return reply(e);
        }
    }

    private HttpReply route(HttpCall call) throws DpsRefusal {
        List<String> path = Arrays.stream(call.rawPath().substring(1).split("/", -1))
                .map(FormFields::decodePath)
                .toList();
        if (path.get(0).equals("registrations")) {
            return registrations(call, path);
        }
        Kind kind = Arrays.stream(Kind.values())
                .filter(one -> one.path().equals(path.get(0)))
                .findFirst()
                .orElseThrow(() -> new DpsRefusal(DpsError.NOT_FOUND, "No such path"));
        if (path.size() == 1 && kind == Kind.INDIVIDUAL && call.method().equals("POST")) {
            return bulk(body(call));
        }
        if (path.size() != 2) {
            throw new DpsRefusal(DpsError.NOT_FOUND, "No such path");
        }
        String id = path.get(1);
        return switch (call.method()) {
            case "GET" -> shown(enrollments.get(kind, id));
            case "PUT" -> shown(enrollments.put(kind, id, body(call), match(call)));
            case "DELETE" -> {
                enrollments.delete(kind, id, match(call));
                yield HttpReply.Answer.of(204, JSON, new byte[0]);
            }
            case "POST" -> {
                if (!id.equals("query")) {
                    throw new DpsRefusal(DpsError.NOT_FOUND, "No such path");
                }
                yield page(
                        call,
                        kind.itemType(),
                        enrollments.list(kind).stream().map(Enrollment::json).toList());
            }
            default -> throw new DpsRefusal(DpsError.NOT_FOUND, "No such path");
        };
    }

    private HttpReply registrations(HttpCall call, List<String> path) throws DpsRefusal {
        if (path.size() == 3 && path.get(2).equals("query") && call.method().equals("POST")) {
            return page(call, "deviceRegistration", registrar.ofGroup(path.get(1)));
        }
        if (path.size() != 2) {
            throw new DpsRefusal(DpsError.NOT_FOUND, "No such path");
        }
        if (call.method().equals("DELETE")) {
            if (!registrar.forget(path.get(1))) {
                throw new DpsRefusal(DpsError.NOT_FOUND, "Registration not found");
            }
            return HttpReply.Answer.of(204, JSON, new byte[0]);
        }
        return HttpReply.Answer.of(
                200,
                JSON,
                Json.write(registrar
                        .find(path.get(1))
                        .orElseThrow(() -> new DpsRefusal(DpsError.NOT_FOUND, "Registration not found"))));
    }

    /** Each item for itself, as the service does; what one of them meets stands in the answer. */
    private HttpReply bulk(JsonNode body) throws DpsRefusal {
        String mode = body.path("mode").asString("");
        ObjectNode result = Json.object();
        ArrayNode errors = result.putArray("errors");
        for (JsonNode one : body.path("enrollments")) {
            String id = one.path(Kind.INDIVIDUAL.id()).asString("");
            Optional<EtagMatch> match = Optional.of(one.path("etag").asString(""))
                    .filter(etag -> mode.equals("updateIfMatchETag"))
                    .map(EtagMatch::parse)
                    .or(() -> mode.equals("create") ? Optional.empty() : Optional.of(new EtagMatch.Any()));
            try {
                if (mode.equals("delete")) {
                    enrollments.delete(Kind.INDIVIDUAL, id, match);
                } else if (List.of("create", "update", "updateIfMatchETag").contains(mode)) {
                    enrollments.put(Kind.INDIVIDUAL, id, one, match);
                } else {
                    throw new DpsRefusal(DpsError.BAD_REQUEST, "no such mode");
                }
            } catch (DpsRefusal e) {
                errors.addObject()
                        .put("registrationId", id)
                        .put("errorCode", e.error().code())
                        .put("errorStatus", e.getMessage());
            }
        }
        result.put("isSuccessful", errors.isEmpty());
        return HttpReply.Answer.of(200, JSON, Json.write(result));
    }

    /** All of a kind, page by page; of queries this service knows {@code SELECT * FROM} the collection only. */
    private static HttpReply page(HttpCall call, String itemType, List<ObjectNode> all) throws DpsRefusal {
        String query = body(call).path("query").asString("");
        if (!query.strip().matches("(?i)select\\s+\\*(\\s+from\\s+[a-z]+)?")) {
            throw new DpsRefusal(DpsError.BAD_REQUEST, "This service knows SELECT * only");
        }
        int from = number(call, "x-ms-continuation", 0);
        int most = Math.min(number(call, "x-ms-max-item-count", LARGEST_PAGE), LARGEST_PAGE);
        int to = Math.min(all.size(), from + most);
        ArrayNode items = Json.object().putArray("items");
        all.subList(Math.min(from, to), to).forEach(items::add);
        Map<String, String> headers = new HashMap<>(Map.of("x-ms-item-type", itemType));
        if (to < all.size()) {
            headers.put("x-ms-continuation", Integer.toString(to));
        }
        return new HttpReply.Answer(200, JSON, headers, Json.write(items));
    }

    private static int number(HttpCall call, String header, int usual) throws DpsRefusal {
        String text = call.header(header).filter(value -> !value.isEmpty()).orElse(Integer.toString(usual));
        if (!text.matches("[0-9]{1,6}")) {
            throw new DpsRefusal(DpsError.BAD_REQUEST, header + " is no number");
        }
        return Integer.parseInt(text);
    }

    private static HttpReply shown(Enrollment enrollment) {
        return new HttpReply.Answer(
                200, JSON, Map.of("ETag", '"' + enrollment.etag() + '"'), Json.write(enrollment.json()));
    }

    private static HttpReply reply(DpsRefusal refusal) {
        return HttpReply.Answer.of(refusal.error().status(), JSON, Json.write(error(refusal)));
    }

    /** An error as the service tells it, to its clients and to devices. */
    static ObjectNode error(DpsRefusal refusal) {
        return Json.object()
                .put("errorCode", refusal.error().code())
                .put("trackingId", "00000000-0000-0000-0000-000000000000")
                .put("message", refusal.getMessage());
    }

    private static JsonNode body(HttpCall call) throws DpsRefusal {
        try {
            return Json.read(call.body());
        } catch (IOException e) {
            throw new DpsRefusal(DpsError.BAD_REQUEST, "the body is no JSON");
        }
    }

    private static Optional<EtagMatch> match(HttpCall call) {
        return call.header("if-match").map(EtagMatch::parse);
    }
}
