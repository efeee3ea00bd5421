package io.github.flexyfleet.simulator.reality;

import io.github.flexyfleet.simulator.WorldSpec;
import io.github.flexyfleet.simulator.net.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a probe found out about a real gateway ({@code probe-profile.schema.json}).
 *
 * @param firmware its firmware version
 * @param values what was found out, by id of the switch; what stayed unknown is missing
 */
public record GatewayProfile(String firmware, Map<String, Object> values) {
    private static final Pattern FIRMWARE = Pattern.compile("[0-9]+\\.[0-9]+.*");

    /** Copies the map. */
    public GatewayProfile {
        values = Map.copyOf(values);
    }

    /**
     * Reads a profile. Answers to questions that this version does not know are left out.
     *
     * @throws IOException with words for people when it cannot be read, or is none
     */
    public static GatewayProfile read(Path file) throws IOException {
        ObjectNode json;
        try {
            json = Json.readObject(file);
        } catch (JacksonException | IllegalArgumentException | IOException e) {
            throw new IOException(file + " is no profile: " + e.getMessage(), e);
        }
        if (!json.path("format").asString("").equals("flexyfleet-probe-1")) {
            throw new IOException(file + " is no profile of flexy:probe");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (JsonNode answer : json.path("answers")) {
            JsonNode value = answer.path("value");
            if (value.isBoolean()) {
                values.put(answer.path("id").asString(""), value.booleanValue());
            } else if (value.isInt()) {
                values.put(answer.path("id").asString(""), value.intValue());
            } else if (value.isString()) {
                values.put(answer.path("id").asString(""), value.stringValue());
            }
        }
        return new GatewayProfile(json.path("firmware").asString(""), values);
    }

    /**
     * The same world as this gateway would have it: its firmware, and each switch that has an answer. What is unknown stays
     * assumed.
     *
     * @throws IllegalArgumentException when an answer is not one of its switch
     */
    public WorldSpec applied(WorldSpec spec) {
        Assumptions assumed = applied(new Assumptions(spec.knobs(), spec.m2web()));
        WorldSpec told = spec.with(assumed.knobs()).with(assumed.m2web());
        return FIRMWARE.matcher(firmware).matches()
                ? told.with(told.flexys().stream()
                        .map(flexy -> flexy.withFirmware(firmware))
                        .toList())
                : told;
    }

    /**
     * The same assumptions, but for those that have an answer.
     *
     * @throws IllegalArgumentException when an answer is not one of its switch
     */
    public Assumptions applied(Assumptions assumptions) {
        Assumptions assumed = assumptions;
        for (Switch each : Switches.all()) {
            if (values.containsKey(each.id())) {
                assumed = each.set(assumed, values.get(each.id()));
            }
        }
        return assumed;
    }
}
