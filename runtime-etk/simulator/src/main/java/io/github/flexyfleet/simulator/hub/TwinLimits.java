package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.net.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a twin may hold (azure-iot-hub 1). */
final class TwinLimits {
    private static final int LARGEST_SECTION = 32 * 1024;
    private static final int LARGEST_TEXT = 4 * 1024;
    private static final int LONGEST_KEY = 1024;
    // Objects below the section; that the section itself does not count is INFERRED.
    private static final int DEEPEST = 10;
    private static final BigInteger HIGHEST = BigInteger.valueOf(4_503_599_627_370_495L);
    private static final BigInteger LOWEST = HIGHEST.negate().subtract(BigInteger.ONE);

    private TwinLimits() {}

    /** Whether desired or reported properties may be like this. How the hub counts their size is INFERRED. */
    static boolean hold(ObjectNode section) {
        return Json.write(section).length <= LARGEST_SECTION && fits(section, 1);
    }

    private static boolean fits(JsonNode value, int depth) {
        if (value instanceof ObjectNode object) {
            return depth <= DEEPEST + 1 && object.properties().stream().allMatch(entry -> fits(entry, depth));
        }
        if (value.isString()) {
            return value.stringValue().getBytes(StandardCharsets.UTF_8).length <= LARGEST_TEXT;
        }
        return !value.isIntegralNumber()
                || (value.bigIntegerValue().compareTo(HIGHEST) <= 0
                        && value.bigIntegerValue().compareTo(LOWEST) >= 0);
    }

    private static boolean fits(Map.Entry<String, JsonNode> entry, int depth) {
        String key = entry.getKey();
        boolean own = depth == 1 && key.equals("$version");
        boolean named = key.getBytes(StandardCharsets.UTF_8).length <= LONGEST_KEY
                && key.chars().noneMatch(c -> c == '.' || c == '$' || c == ' ' || Character.isISOControl(c));
        return own || (named && fits(entry.getValue(), depth + 1));
    }
}
