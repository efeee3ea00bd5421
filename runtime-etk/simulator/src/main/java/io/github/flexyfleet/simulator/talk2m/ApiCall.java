package io.github.flexyfleet.simulator.talk2m;

import io.github.flexyfleet.simulator.net.FormFields;
import io.github.flexyfleet.simulator.net.HttpCall;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A call of the API: its service, what follows in the path, and the fields of query and form body together.
 *
 * @param method HTTP method
 * @param service name of the service, empty when the path is none of the API
 * @param rest undecoded path behind the service, without leading slashes
 * @param fields decoded fields; where a name stands in both, the body counts
 * @param url those of the URL alone
 */
record ApiCall(String method, String service, String rest, Map<String, String> fields, Map<String, String> url) {
    private static final String PREFIX = "t2mapi/";
    private static final String OWN = "t2m";
    /** A query that begins without its question mark, as a client was seen to send it (talk2m-m2web 3). */
    private static final String BARE_QUERY = "&" + OWN;

    /**
     * Reads a call. Repeated slashes are tolerated (talk2m-m2web 2.1).
     *
     * @throws IllegalArgumentException when a field is not form-urlencoded
     */
    static ApiCall of(HttpCall call) {
        String path = withoutSlashes(call.rawPath());
        int bare = path.indexOf(BARE_QUERY);
        Map<String, String> fields = new LinkedHashMap<>(bare < 0 ? Map.of() : FormFields.parse(path.substring(bare)));
        path = bare < 0 ? path : path.substring(0, bare);
        fields.putAll(call.queryFields());
        Map<String, String> url = Map.copyOf(fields);
        fields.putAll(call.bodyFields());
        if (!path.startsWith(PREFIX)) {
            return new ApiCall(call.method(), "", "", fields, url);
        }
        String inside = withoutSlashes(path.substring(PREFIX.length()));
        int slash = inside.indexOf('/');
        return slash < 0
                ? new ApiCall(call.method(), inside, "", fields, url)
                : new ApiCall(
                        call.method(),
                        inside.substring(0, slash),
                        withoutSlashes(inside.substring(slash)),
                        fields,
                        url);
    }

    /** The path segment that names the device of a {@code get/} call. */
    String deviceSegment() {
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }

    /**
     * The decoded path on the device, without leading slash.
     *
     * @throws IllegalArgumentException when it is not percent-encoded
     */
    String devicePath() {
        int slash = rest.indexOf('/');
        return slash < 0 ? "" : FormFields.decodePath(withoutSlashes(rest.substring(slash)));
    }

    /**
     * The fields that are the device's: all but Talk2M's own.
     *
     * @param bodies whether those of the body are among them
     */
    Map<String, String> deviceFields(boolean bodies) {
        Map<String, String> device = new LinkedHashMap<>(bodies ? fields : url);
        device.keySet().removeIf(name -> name.startsWith(OWN));
        return Collections.unmodifiableMap(device);
    }

    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
    }

    /** Names the service only: fields can hold secrets. */
    @Override
    public String toString() {
        return method + " " + service;
    }

    private static String withoutSlashes(String path) {
        int start = 0;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        return path.substring(start);
    }
}
