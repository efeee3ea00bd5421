package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.net.HttpCall;
import io.github.flexyfleet.simulator.net.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Queries over twins, page by page (azure-iot-hub 4). Of the hub's query language it knows {@code SELECT *} or a list of
 * properties {@code FROM devices}, and {@code WHERE} with {@code deviceId IN [...]}, {@code property = 'text'} and
 * {@code is_defined(property)} joined by {@code AND}; all else is refused, so that nobody relies on an answer that a real
 * hub would not give. INFERRED: how a listed property is named in an answer. Thread-safe.
 */
final class TwinQueries {
    /** The hub's own bound of a page; what is asked beyond it is cut (INFERRED). */
    static final int LARGEST_PAGE = 100;

    /** INFERRED: the hub takes no longer query. */
    private static final int LONGEST_QUERY = 8_192;

    private static final Pattern QUERY =
            Pattern.compile("(?is)\\s*SELECT\\s+(.+?)\\s+FROM\\s+devices(?:\\s+WHERE\\s+(.+?))?\\s*;?\\s*");
    private static final Pattern AND = Pattern.compile("(?i)\\s+AND\\s+(?=(?:[^']*'[^']*')*[^']*$)");
    private static final Pattern IN =
            Pattern.compile("(?is)deviceId\\s+IN\\s*\\[\\s*('[^']*'(?:\\s*,\\s*'[^']*')*)\\s*]");
    private static final Pattern EQUALS = Pattern.compile("(?is)([A-Za-z_][\\w.]*)\\s*=\\s*'([^']*)'");
    private static final Pattern DEFINED = Pattern.compile("(?is)is_defined\\(\\s*([A-Za-z_][\\w.]*)\\s*\\)");
    private static final Pattern COLUMN = Pattern.compile("(?is)([A-Za-z_][\\w.]*)(?:\\s+AS\\s+([A-Za-z_]\\w*))?");

    private final HubTier tier;
    private final QueryView twins;

    TwinQueries(HubTier tier, QueryView twins) {
        this.tier = tier;
        this.twins = twins;
    }

    /**
     * A page of answers.
     *
     * @param continuation where the next page begins, when there is one
     */
    record Page(ArrayNode body, Optional<String> continuation) {}

    private record Column(String path, String name) {}

    private record Query(List<Column> columns, Optional<TreeSet<String>> names, Predicate<JsonNode> where) {}

    Page answer(HttpCall call, JsonNode body) throws HubRefusal {
        if (!tier.twins()) {
            throw new HubRefusal(HubError.OPERATION_NOT_ALLOWED, "A Basic hub has no twins to query");
        }
        Query query = parse(IdentityJson.text(body, "query"));
        int size = size(call.header("x-ms-max-item-count"));
        String after = after(call.header("x-ms-continuation"));
        ArrayNode found = Json.object().putArray("found");
        String last = "";
        for (String id : query.names().map(List::copyOf).orElseGet(twins::ids)) {
            if (id.compareTo(after) <= 0) {
                continue;
            }
            Optional<ObjectNode> twin = twins.find(id).filter(query.where());
            if (twin.isEmpty()) {
                continue;
            }
            if (found.size() == size) {
                return new Page(found, Optional.of(token(last)));
            }
            found.add(selected(twin.get(), query.columns()));
            last = id;
        }
        return new Page(found, Optional.empty());
    }

    private static ObjectNode selected(ObjectNode twin, List<Column> columns) {
        if (columns.isEmpty()) {
            return twin;
        }
        ObjectNode chosen = Json.object();
        for (Column column : columns) {
            JsonNode value = at(twin, column.path());
            if (!value.isMissingNode()) {
                chosen.set(column.name(), value);
            }
        }
        return chosen;
    }

    private static JsonNode at(JsonNode twin, String path) {
        JsonNode at = twin;
        for (String step : path.split("\\.", -1)) {
            at = at.path(step);
        }
        return at;
    }

    private static Query parse(String text) throws HubRefusal {
        Matcher query = QUERY.matcher(text);
        if (text.length() > LONGEST_QUERY || !query.matches()) {
            throw invalid();
        }
        Optional<TreeSet<String>> names = Optional.empty();
        Predicate<JsonNode> where = twin -> true;
        String conditions = query.group(2) == null ? "" : query.group(2);
        for (String condition : conditions.isEmpty() ? new String[0] : AND.split(conditions, -1)) {
            Matcher in = IN.matcher(condition.strip());
            Matcher equal = EQUALS.matcher(condition.strip());
            Matcher defined = DEFINED.matcher(condition.strip());
            if (in.matches()) {
                TreeSet<String> these = new TreeSet<>();
                Arrays.stream(in.group(1).split(",", -1))
                        .map(String::strip)
                        .forEach(name -> these.add(name.substring(1, name.length() - 1)));
                names.ifPresent(these::retainAll);
                names = Optional.of(these);
            } else if (equal.matches()) {
                String path = equal.group(1);
                String value = equal.group(2);
                where = where.and(twin -> at(twin, path).asString("").equals(value));
            } else if (defined.matches()) {
                String path = defined.group(1);
                where = where.and(twin -> !at(twin, path).isMissingNode());
            } else {
                throw invalid();
            }
        }
        return new Query(columns(query.group(1).strip()), names, where);
    }

    private static List<Column> columns(String text) throws HubRefusal {
        List<Column> columns = new ArrayList<>();
        for (String part : text.equals("*") ? new String[0] : text.split(",", -1)) {
            Matcher column = COLUMN.matcher(part.strip());
            if (!column.matches()) {
                throw invalid();
            }
            String path = column.group(1);
            columns.add(new Column(
                    path, column.group(2) == null ? path.substring(path.lastIndexOf('.') + 1) : column.group(2)));
        }
        return columns;
    }

    private static int size(Optional<String> header) throws HubRefusal {
        if (header.isEmpty()) {
            return LARGEST_PAGE;
        }
        if (!header.get().matches("[0-9]{1,9}") || Integer.parseInt(header.get()) < 1) {
            throw new HubRefusal(HubError.ARGUMENT_INVALID, "x-ms-max-item-count is 1 or more");
        }
        return Math.min(LARGEST_PAGE, Integer.parseInt(header.get()));
    }

    private static String token(String last) {
        return Base64.getEncoder().encodeToString(("after " + last).getBytes(StandardCharsets.UTF_8));
    }

    private static String after(Optional<String> header) throws HubRefusal {
        if (header.isEmpty()) {
            return "";
        }
        try {
            String text = new String(Base64.getDecoder().decode(header.get()), StandardCharsets.UTF_8);
            if (text.startsWith("after ")) {
                return text.substring("after ".length());
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new HubRefusal(HubError.ARGUMENT_INVALID, "x-ms-continuation is none of this hub's");
    }

    private static HubRefusal invalid() {
        return new HubRefusal(HubError.ARGUMENT_INVALID, "The query is not understood");
    }
}
