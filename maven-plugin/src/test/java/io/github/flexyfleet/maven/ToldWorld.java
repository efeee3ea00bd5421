package io.github.flexyfleet.maven;

import io.github.flexyfleet.simulator.reality.Assumptions;
import io.github.flexyfleet.simulator.reality.Switch;
import io.github.flexyfleet.simulator.reality.Switches;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A world with settings of all switches, drawn by chance, and which of them a probe can find there: some hide others.
 *
 * @param told value of each switch
 */
record ToldWorld(Map<String, Object> told) {
    /** Draws a world in which a gateway can be worked with at all. */
    static ToldWorld draw(long seed) {
        Random random = new Random(seed);
        Map<String, Object> told = new LinkedHashMap<>();
        for (Switch each : Switches.all()) {
            told.put(each.id(), each.values().get(random.nextInt(each.values().size())));
        }
        // Without either nothing can be read back, and without either of the next nothing removed.
        if (told.get("web.filesByPost").equals(false)) {
            told.put("web.exportUF", true);
        }
        if (told.get("web.jvmCommand").equals(false)) {
            told.put("script.erases", true);
        }
        if (!List.of(told.get("mqtt.pkcs1"), told.get("mqtt.pkcs8"), told.get("mqtt.ec"))
                .contains(true)) {
            told.put("mqtt.pkcs1", true);
        }
        return new ToldWorld(told);
    }

    Assumptions assumptions(Assumptions usual) {
        Assumptions assumed = usual;
        for (Switch each : Switches.all()) {
            assumed = each.set(assumed, told.get(each.id()));
        }
        return assumed;
    }

    /** What a probe finds of a switch; empty when another one hides it. */
    Optional<Object> findable(String id) {
        boolean hidden = switch (id) {
            case "web.largestForm" -> is("talk2m.bodies", false);
            case "web.missingFile" -> is("web.filesByPost", false);
            case "mqtt.resubscribes" -> is("mqtt.reconnects", false) || is("web.jvmCommand", false);
            case "http.scriptErrorDone", "http.javaErrorDone" -> is("web.jvmCommand", false);
            case "web.exportPG", "web.exportCF", "web.exportSC" ->
                told.get("web.refusal").equals("other");
            case "java.start" ->
                is("web.jvmCommand", false)
                        || (is("java.nextAfterZero", false)
                                && is("java.nextAfterError", false)
                                && is("java.nextAfterUncaught", false));
            case "java.largestField" -> is("web.jvmCommand", false) || is("talk2m.bodies", false);
            default ->
                Stream.of("java.", "mqtt.", "heap.", "text.").anyMatch(id::startsWith) && is("web.jvmCommand", false);
        };
        return hidden ? Optional.empty() : Optional.of(found(id));
    }

    /** A field gets no further than the form that it is in. */
    private Object found(String id) {
        return id.equals("java.largestField")
                ? Math.min((Integer) told.get(id), (Integer) told.get("web.largestForm"))
                : told.get(id);
    }

    private boolean is(String id, boolean value) {
        return told.get(id).equals(value);
    }
}
