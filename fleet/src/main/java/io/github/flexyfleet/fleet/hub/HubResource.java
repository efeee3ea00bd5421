package io.github.flexyfleet.fleet.hub;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The settings of a hub as Azure Resource Manager shows them, as far as they tell whether messages can be read. What is
 * missing in the answer is empty here, never assumed.
 *
 * @param sku name of the tier, such as {@code S1}
 * @param units number of units
 * @param routes the routes that are on and take messages of devices
 * @param fallback whether messages that no route takes go to the built-in endpoint
 * @param retentionDays how long the built-in endpoint keeps messages
 * @param publicAccess whether anybody but private endpoints gets in
 * @param addresses who gets in by address; empty for everybody
 */
public record HubResource(
        Optional<String> sku,
        Optional<Integer> units,
        List<Route> routes,
        boolean fallback,
        Optional<Integer> retentionDays,
        boolean publicAccess,
        Optional<Addresses> addresses) {
    /** Name of the built-in endpoint among the endpoints of routes. */
    private static final String EVENTS = "events";

    /** Where a route, or a rule that names no source of its own, takes its messages from. */
    private static final String DEVICE_MESSAGES = "DeviceMessages";

    private static final String EVERYBODY = "0.0.0.0/0";

    /** Takes a copy. */
    public HubResource {
        routes = List.copyOf(routes);
    }

    /**
     * A route.
     *
     * @param condition which messages it takes; {@code true} for all
     * @param builtIn whether it brings them to the built-in endpoint
     */
    public record Route(String name, String condition, boolean builtIn) {
        /** Whether it takes every message, so that nothing is left for the fallback route. */
        public boolean takesAll() {
            return condition.isBlank() || condition.strip().equalsIgnoreCase("true");
        }
    }

    /**
     * Addresses that get in, all others do not.
     *
     * @param masks in CIDR notation; empty for nobody
     * @param builtIn whether they hold for the built-in endpoint, too
     */
    public record Addresses(List<String> masks, boolean builtIn) {
        /** Takes a copy. */
        public Addresses {
            masks = List.copyOf(masks);
        }
    }

    /**
     * What a hub takes in a day.
     *
     * @param used messages since 00:00 UTC, as they are metered
     * @param most of a day
     */
    public record Messages(long used, long most) {}

    /** From the document of the resource (its form is that of Microsoft's own example for 2023-06-30). */
    static HubResource of(JsonNode document) {
        JsonNode sku = document.path("sku");
        JsonNode properties = document.path("properties");
        JsonNode routing = properties.path("routing");
        JsonNode fallback = routing.path("fallbackRoute");
        return new HubResource(
                Optional.of(sku.path("name").asString("")).filter(name -> !name.isEmpty()),
                number(sku.path("capacity")),
                routing.path("routes")
                        .valueStream()
                        .filter(route -> route.path("isEnabled").asBoolean(false)
                                && DEVICE_MESSAGES.equalsIgnoreCase(
                                        route.path("source").asString("")))
                        .map(HubResource::route)
                        .toList(),
                fallback.path("isEnabled").asBoolean(false) && builtIn(fallback),
                number(properties.path("eventHubEndpoints").path(EVENTS).path("retentionTimeInDays")),
                !"Disabled"
                        .equalsIgnoreCase(properties.path("publicNetworkAccess").asString("")),
                addresses(properties));
    }

    private static Route route(JsonNode route) {
        return new Route(
                route.path("name").asString(""), route.path("condition").asString(""), builtIn(route));
    }

    private static boolean builtIn(JsonNode route) {
        return route.path("endpointNames").valueStream().anyMatch(name -> EVENTS.equalsIgnoreCase(name.asString("")));
    }

    /**
     * Of the two kinds of rules the newer one, where it is there. INFERRED: that the older ones do not count beside it, and
     * that they let in whom none of them names.
     */
    private static Optional<Addresses> addresses(JsonNode properties) {
        JsonNode rules = properties.path("networkRuleSets");
        if (rules.isObject()) {
            return "Deny".equalsIgnoreCase(rules.path("defaultAction").asString(""))
                    ? Optional.of(new Addresses(
                            masks(rules.path("ipRules"), "Allow"),
                            rules.path("applyToBuiltInEventHubEndpoint").asBoolean(false)))
                    : Optional.empty();
        }
        // In order; the first that fits counts.
        List<JsonNode> older = properties.path("ipFilterRules").valueStream().toList();
        for (int at = 0; at < older.size(); at++) {
            JsonNode rule = older.get(at);
            if (EVERYBODY.equals(rule.path("ipMask").asString(""))) {
                return "Reject".equalsIgnoreCase(rule.path("action").asString(""))
                        ? Optional.of(new Addresses(
                                older.subList(0, at).stream()
                                        .filter(one -> "Accept"
                                                .equalsIgnoreCase(
                                                        one.path("action").asString("")))
                                        .map(one -> one.path("ipMask").asString(""))
                                        .toList(),
                                false))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static List<String> masks(JsonNode rules, String action) {
        return rules.valueStream()
                .filter(rule -> action.equalsIgnoreCase(rule.path("action").asString("")))
                .map(rule -> rule.path("ipMask").asString(""))
                .toList();
    }

    private static Optional<Integer> number(JsonNode node) {
        return node.isIntegralNumber() ? Optional.of(node.intValue()) : Optional.empty();
    }
}
