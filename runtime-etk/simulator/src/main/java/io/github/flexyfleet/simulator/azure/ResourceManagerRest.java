package io.github.flexyfleet.simulator.azure;

import io.github.flexyfleet.simulator.hub.HubConfiguration;
import io.github.flexyfleet.simulator.hub.IotHub;
import io.github.flexyfleet.simulator.net.FormFields;
import io.github.flexyfleet.simulator.net.HttpCall;
import io.github.flexyfleet.simulator.net.HttpReply;
import io.github.flexyfleet.simulator.net.HttpService;
import io.github.flexyfleet.simulator.net.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The calls by which a hub is found and its settings are read; answers are as in Microsoft's examples of Resource Graph
 * 2021-03-01 and of Microsoft.Devices 2023-06-30. Of the language of queries it knows one sentence. Thread-safe.
 */
final class ResourceManagerRest implements HttpService {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String BEARER = "Bearer ";
    private static final String GRAPH = "/providers/microsoft.resourcegraph/resources";

    private static final Pattern QUERY =
            Pattern.compile("resources\\s*\\|\\s*where\\s+type\\s*=~\\s*'microsoft.devices/iothubs'\\s+and\\s+"
                    + "tostring\\(properties\\.hostname\\)\\s+in~\\s*\\(([^)]*)\\)\\s*\\|\\s*project\\s+id\\s*");

    private final IotHub hub;
    private final Map<String, Instant> granted;
    private final InstantSource clock;
    private final String name;
    private final String id;

    ResourceManagerRest(IotHub hub, Map<String, Instant> granted, InstantSource clock) {
        this.hub = hub;
        this.granted = granted;
        this.clock = clock;
        this.name = hub.host().split("\\.", 2)[0];
        this.id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rehearsal/providers/"
                + "Microsoft.Devices/IotHubs/" + name;
    }

    @Override
    public HttpReply answer(HttpCall call) {
        String authorization = call.header("authorization").orElse("");
        Instant until = authorization.startsWith(BEARER) ? granted.get(authorization.substring(BEARER.length())) : null;
        if (until == null || !clock.instant().isBefore(until)) {
            return error(401, "AuthenticationFailed", "Authentication failed.");
        }
        if (call.queryFields().getOrDefault("api-version", "").isEmpty()) {
            return error(400, "MissingApiVersionParameter", "The api-version query parameter is required.");
        }
        String path = FormFields.decodePath(call.rawPath()).toLowerCase(Locale.ROOT);
        if (path.equals(GRAPH) && call.method().equals("POST")) {
            return found(call);
        }
        String own = id.toLowerCase(Locale.ROOT);
        if (!path.startsWith(own) || !call.method().equals("GET")) {
            return error(404, "ResourceNotFound", "The resource was not found.");
        }
        if (!hub.configuration().readable()) {
            return error(403, "AuthorizationFailed", "The client does not have authorization over this scope.");
        }
        return switch (path.substring(own.length())) {
            case "" -> json(settings());
            case "/eventhubendpoints/events/consumergroups" -> json(groups());
            case "/quotametrics" -> json(quota());
            default -> error(404, "ResourceNotFound", "The resource was not found.");
        };
    }

    /** Who has no rights finds nothing; that is no error (INFERRED). */
    private HttpReply found(HttpCall call) {
        String query;
        try {
            query = Json.read(call.body()).path("query").asString("").toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            return error(400, "BadRequest", "The body is no JSON.");
        }
        Matcher matcher = QUERY.matcher(query);
        if (!matcher.matches()) {
            return error(400, "BadRequest", "This world does not know the query.");
        }
        boolean named = Arrays.stream(matcher.group(1).split(",", -1))
                .map(text -> text.strip().replace("'", ""))
                .anyMatch(hub.host().toLowerCase(Locale.ROOT)::equals);
        int count = named && hub.configuration().readable() ? 1 : 0;
        ObjectNode body =
                Json.object().put("totalRecords", count).put("count", count).put("resultTruncated", "false");
        body.putArray("facets");
        ArrayNode data = body.putArray("data");
        if (count > 0) {
            data.addObject().put("id", id);
        }
        return json(body);
    }

    private ObjectNode settings() {
        HubConfiguration settings = hub.configuration();
        ObjectNode body = Json.object().put("id", id).put("name", name).put("type", "Microsoft.Devices/IotHubs");
        ObjectNode properties = body.putObject("properties")
                .put("state", "Active")
                .put("hostName", hub.host())
                .put("publicNetworkAccess", settings.publicAccess() ? "Enabled" : "Disabled");
        properties.putArray("ipFilterRules");
        settings.addresses().ifPresent(masks -> rules(properties, masks));
        properties
                .putObject("eventHubEndpoints")
                .putObject("events")
                .put("retentionTimeInDays", settings.retentionDays())
                .put("partitionCount", 4);
        ObjectNode routing = properties.putObject("routing");
        ArrayNode routes = routing.putArray("routes");
        settings.routes()
                .forEach(route ->
                        route(routes.addObject().put("name", route.name()), route.condition(), route.endpoint(), true));
        route(routing.putObject("fallbackRoute"), "true", "events", settings.fallback());
        body.putObject("sku").put("name", hub.sku()).put("capacity", settings.units());
        return body;
    }

    private static void rules(ObjectNode properties, List<String> masks) {
        ArrayNode rules = properties
                .putObject("networkRuleSets")
                .put("defaultAction", "Deny")
                .put("applyToBuiltInEventHubEndpoint", true)
                .putArray("ipRules");
        masks.forEach(mask ->
                rules.addObject().put("filterName", mask).put("action", "Allow").put("ipMask", mask));
    }

    private static void route(ObjectNode route, String condition, String endpoint, boolean enabled) {
        route.put("source", "DeviceMessages").put("condition", condition);
        route.putArray("endpointNames").add(endpoint);
        route.put("isEnabled", enabled);
    }

    private ObjectNode groups() {
        ObjectNode body = Json.object();
        ArrayNode value = body.putArray("value");
        hub.consumerGroups().stream()
                .sorted()
                .forEach(group -> value.addObject()
                        .put("name", group)
                        .put("type", "Microsoft.Devices/IotHubs/EventHubEndpoints/ConsumerGroups"));
        return body;
    }

    private ObjectNode quota() {
        ObjectNode body = Json.object();
        body.putArray("value")
                .addObject()
                .put("name", "TotalMessages")
                .put("currentValue", hub.messagesToday())
                .put("maxValue", hub.messagesPerDay());
        return body;
    }

    private static HttpReply json(ObjectNode body) {
        return HttpReply.Answer.of(200, JSON, Json.write(body));
    }

    private static HttpReply error(int status, String code, String message) {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", code).put("message", message);
        return HttpReply.Answer.of(status, JSON, Json.write(body));
    }
}
