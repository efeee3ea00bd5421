package io.github.flexyfleet.fleet.source;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What {@code ${...}} may stand for besides the fleet's own names. Taken whole from the caller, so that the same input
 * gives the same fleet: nothing here asks the process.
 *
 * @param environment for {@code ${env.NAME}}, by name
 * @param properties for {@code ${name}}, by name: Maven's and the user's
 */
public record Variables(Map<String, String> environment, Map<String, String> properties) {
    private static final String ENVIRONMENT = "env.";

    /** Takes copies. */
    public Variables {
        environment = Map.copyOf(environment);
        properties = Map.copyOf(properties);
    }

    /** No variables but the fleet's own names. */
    public static Variables none() {
        return new Variables(Map.of(), Map.of());
    }

    /** The value of a name as written between the braces. */
    Optional<String> find(String name) {
        String value = name.startsWith(ENVIRONMENT)
                ? environment.get(name.substring(ENVIRONMENT.length()))
                : isOwn(name) ? null : properties.get(name);
        return Optional.ofNullable(value);
    }

    /** All names that {@link #find} knows, sorted. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        environment.keySet().forEach(name -> names.add(ENVIRONMENT + name));
        properties.keySet().stream()
                .filter(name -> !isOwn(name) && !name.startsWith(ENVIRONMENT))
                .forEach(names::add);
        return names;
    }

    /** No property stands in for what the fleet itself names. */
    private static boolean isOwn(String name) {
        return name.startsWith("fleet.") || name.startsWith("site.") || name.startsWith("device.");
    }

    /** Without values: some of them may be secret. */
    @Override
    public String toString() {
        return "Variables" + names();
    }
}
