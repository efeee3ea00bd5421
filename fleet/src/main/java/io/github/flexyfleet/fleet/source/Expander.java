package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Puts values in the place of {@code ${name}} in strings, once: what comes in is not looked at again. Keys stay as they
 * are. Parts of a tree without variables stay the same objects. One use per fleet.
 */
public final class Expander {
    private static final String FLEET = "fleet.name";
    private static final String SITE = "site.name";
    private static final String DEVICE = "device.id";
    private static final Set<String> SETTINGS = Set.of(
            "heartbeat",
            "certificate",
            "tagGroups",
            "writable",
            "tagList",
            "simData",
            "spool",
            "takeOver",
            "connection",
            "transport",
            "auth",
            "sas",
            "secret",
            "labels",
            "windows",
            "hold");

    private final Variables variables;
    private final Findings findings;

    /** Names of the fleet itself: with their value, and without one where it will be known only later. */
    private record Scope(Map<String, String> known, Set<String> later) {
        Scope with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(known);
            more.put(name, value);
            return new Scope(more, Set.of());
        }

        Scope later(String... names) {
            return new Scope(known, Set.of(names));
        }
    }

    /** Makes an expander. */
    public Expander(Variables variables, Findings findings) {
        this.variables = variables;
        this.findings = findings;
    }

    /** Expands a whole fleet file. Its name may have variables too, but for itself. */
    MapValue fleet(MapValue file) {
        Scope nameless = new Scope(Map.of(), Set.of());
        Optional<Value> name = file.get("fleet").map(value -> expand(value, nameless));
        String text = name.map(value -> value instanceof ScalarValue scalar ? scalar.text() : "")
                .orElse("");
        return included(file, text);
    }

    /** Expands a file that belongs to a fleet. */
    MapValue included(MapValue file, String fleetName) {
        Scope nameless = new Scope(Map.of(), Set.of());
        Scope fleet = nameless.with(FLEET, fleetName);
        Scope settings = fleet.later(SITE, DEVICE);
        MapValue expanded = entries(file, (key, value) -> switch (key) {
            case "fleet" -> expand(value, nameless);
            case "defaults", "profiles" -> expand(value, settings);
            case "sites" ->
                value instanceof MapValue sites
                        ? entries(sites, (name, site) -> site(site, fleet.with(SITE, name)))
                        : value;
            default -> expand(value, fleet);
        });
        if (!expanded.equals(file)) {
            InlineSecrets.check(expanded, findings); // a variable may bring one in
        }
        return expanded;
    }

    private Value site(Value value, Scope scope) {
        return value instanceof MapValue site
                ? entries(site, (key, inner) -> {
                    if (key.equals("devices") && inner instanceof MapValue devices) {
                        return entries(devices, (id, device) -> expand(device, scope.with(DEVICE, id)));
                    }
                    return expand(inner, SETTINGS.contains(key) ? scope.later(DEVICE) : scope);
                })
                : value;
    }

    /** Expands what had to wait until site and device are known. */
    public MapValue complete(MapValue settings, String fleet, String site, String device) {
        Scope scope = new Scope(Map.of(FLEET, fleet, SITE, site, DEVICE, device), Set.of());
        return (MapValue) templates(settings, scope);
    }

    /** Tells whether anything in a tree waits for its site or device. */
    public static boolean waits(Value value) {
        if (value instanceof MapValue map) {
            return map.entries().values().stream().anyMatch(entry -> waits(entry.value()));
        }
        if (value instanceof ListValue list) {
            return list.items().stream().anyMatch(Expander::waits);
        }
        return ((ScalarValue) value).kind() == ScalarKind.TEMPLATE;
    }

    private Value templates(Value value, Scope scope) {
        if (value instanceof MapValue map) {
            return entries(map, (key, inner) -> templates(inner, scope));
        }
        if (value instanceof ListValue list) {
            return items(list, item -> templates(item, scope));
        }
        ScalarValue scalar = (ScalarValue) value;
        return scalar.kind() == ScalarKind.TEMPLATE ? expand(scalar, scope) : scalar;
    }

    private Value expand(Value value, Scope scope) {
        if (value instanceof MapValue map) {
            return entries(map, (key, inner) -> expand(inner, scope));
        }
        if (value instanceof ListValue list) {
            return items(list, item -> expand(item, scope));
        }
        ScalarValue scalar = (ScalarValue) value;
        return scalar.text().contains("${") ? text(scalar, scope) : scalar;
    }

    private ScalarValue text(ScalarValue scalar, Scope scope) {
        String text = scalar.text();
        StringBuilder out = new StringBuilder();
        boolean waits = false;
        boolean failed = false;
        int from = 0;
        for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", from)) {
            if (at > from && text.charAt(at - 1) == '$') {
                out.append(text, from, at - 1).append("${");
                from = at + 2;
                continue;
            }
            int end = text.indexOf('}', at);
            if (end < 0) {
                findings.add(
                        FindingCode.UNKNOWN_VARIABLE,
                        scalar.span(),
                        "a ${ in this text is not closed",
                        "add the closing }, or write $${ for the characters themselves");
                return nothing(scalar);
            }
            String name = text.substring(at + 2, end);
            waits |= scope.later().contains(name);
            Optional<String> value = lookUp(name, scalar, scope);
            failed |= value.isEmpty();
            out.append(text, from, at).append(value.orElse(""));
            from = end + 1;
        }
        if (failed) {
            return nothing(scalar);
        }
        if (waits) {
            return new ScalarValue(text, ScalarKind.TEMPLATE, scalar.span());
        }
        return new ScalarValue(out.append(text, from, text.length()).toString(), ScalarKind.TEXT, scalar.span());
    }

    /** So that no reader finds a second fault in a text that has one already. */
    private static ScalarValue nothing(ScalarValue scalar) {
        return new ScalarValue("", ScalarKind.NULL, scalar.span());
    }

    private Optional<String> lookUp(String name, ScalarValue scalar, Scope scope) {
        if (scope.later().contains(name)) {
            return Optional.of("");
        }
        Optional<String> value = Optional.ofNullable(scope.known().get(name)).or(() -> variables.find(name));
        if (value.isEmpty()) {
            findings.add(
                    FindingCode.UNKNOWN_VARIABLE,
                    scalar.span(),
                    "nothing is known here as " + Text.quote("${" + name + "}"),
                    mend(name, scope));
        } else if (InlineSecrets.isSecretName(name)) {
            findings.add(
                    FindingCode.INLINE_SECRET,
                    scalar.span(),
                    Text.quote(name) + " sounds like a secret, and a variable's value goes into files and reports",
                    "name the secret with secret: where the language has it");
            return Optional.empty();
        }
        return value;
    }

    private String mend(String name, Scope scope) {
        Set<String> known = new TreeSet<>(variables.names());
        known.addAll(scope.known().keySet());
        known.addAll(scope.later());
        return DidYouMean.suggest(name, known)
                .map(word -> "did you mean ${" + word + "}?")
                .orElse(FindingCode.UNKNOWN_VARIABLE.mend());
    }

    /** What becomes of the value of a key. */
    private interface Change {
        Value of(String key, Value value);
    }

    private static MapValue entries(MapValue map, Change change) {
        Map<String, MapEntry> changed = null;
        for (Map.Entry<String, MapEntry> entry : map.entries().entrySet()) {
            Value before = entry.getValue().value();
            Value after = change.of(entry.getKey(), before);
            if (after != before) {
                changed = changed == null ? new LinkedHashMap<>(map.entries()) : changed;
                changed.put(entry.getKey(), new MapEntry(entry.getValue().key(), after));
            }
        }
        return changed == null ? map : new MapValue(changed, map.span());
    }

    private static ListValue items(ListValue list, UnaryOperator<Value> change) {
        List<Value> changed = new ArrayList<>();
        list.items().forEach(item -> changed.add(change.apply(item)));
        return changed.equals(list.items()) ? list : new ListValue(changed, list.span());
    }
}
