package io.github.flexyfleet.fleet.imports;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a script's timers do: {@code ONTIMER} says where to go, {@code TSET} how often. For one thread. */
final class ScriptTimers {
    private static final Pattern ON = Pattern.compile("(?i)ontimer\\s+([0-9])\\s*,(.*)", Pattern.DOTALL);
    private static final Pattern SET = Pattern.compile("(?i)tset\\s+([0-9])\\s*,(.*)", Pattern.DOTALL);

    private final Map<String, String> targets = new HashMap<>();
    private final Map<String, Integer> seconds = new LinkedHashMap<>();

    /** Takes a statement, with the variables as they are before it. */
    void take(BasicStatement statement, BasicVariables variables) {
        Matcher on = ON.matcher(statement.text());
        if (on.matches()) {
            targets.put(on.group(1), variables.evaluate(on.group(2)).orElse("").toLowerCase(Locale.ROOT));
        }
        Matcher set = SET.matcher(statement.text());
        if (set.matches() && targets.containsKey(set.group(1))) {
            variables.evaluateNumber(set.group(2)).ifPresent(period -> seconds.put(targets.get(set.group(1)), period));
        }
    }

    /** Seconds of the timer that goes to a label with this in its name, in lower case. */
    Optional<Integer> of(Pattern partOfLabel) {
        return seconds.entrySet().stream()
                .filter(entry -> partOfLabel.matcher(entry.getKey()).find() && entry.getValue() > 0)
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
