package io.github.flexyfleet.fleet.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What variables hold as far as it can be told without running the script. Names in any case. For one thread. */
final class BasicVariables {
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?i)(?:let\\s+)?([a-z_][a-z0-9_]*[$%]?)\\s*=(.*)", Pattern.DOTALL);
    private static final Pattern STRING = Pattern.compile("\"([^\"]*)\"|'([^']*)'");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

    private final Map<String, String> values = new HashMap<>();

    /** Takes a statement; one that assigns what cannot be worked out makes the variable unknown. */
    void take(String statement) {
        Matcher assignment = ASSIGNMENT.matcher(statement);
        if (!assignment.matches()) {
            return;
        }
        String name = assignment.group(1).toLowerCase(Locale.ROOT);
        Optional<String> value = evaluate(assignment.group(2));
        value.ifPresentOrElse(known -> values.put(name, known), () -> values.remove(name));
    }

    /** What a variable holds now. */
    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name.toLowerCase(Locale.ROOT)));
    }

    /** A whole number that a variable holds now. */
    Optional<Integer> number(String name) {
        return get(name).flatMap(BasicVariables::wholeNumber);
    }

    /** The whole number that an expression gives. */
    Optional<Integer> evaluateNumber(String expression) {
        return evaluate(expression).flatMap(BasicVariables::wholeNumber);
    }

    /** Strings, numbers and variables joined by {@code +}; anything else cannot be worked out. */
    Optional<String> evaluate(String expression) {
        List<String> terms = BasicStatement.split(expression, '+');
        StringBuilder result = new StringBuilder();
        for (String term : terms) {
            Optional<String> value = term(term);
            if (value.isEmpty() || (terms.size() > 1 && NUMBER.matcher(term).matches())) {
                return Optional.empty();
            }
            result.append(value.get());
        }
        return Optional.of(result.toString());
    }

    private Optional<String> term(String term) {
        Matcher string = STRING.matcher(term);
        if (string.matches()) {
            return Optional.of(string.group(1) == null ? string.group(2) : string.group(1));
        }
        return NUMBER.matcher(term).matches() ? Optional.of(term) : get(term);
    }

    private static Optional<Integer> wholeNumber(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
