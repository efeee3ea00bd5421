package io.github.flexyfleet.simulator.flexy;

import java.util.Map;

/**
 * A request as the web server of a Flexy sees it.
 *
 * @param method HTTP method
 * @param path decoded path without leading slash, such as {@code rcgi.bin/ParamForm} or {@code usr/jvmrun}
 * @param fields decoded fields of query and form body, without Talk2M's own
 * @param user HTTP Basic user name, empty when none was given
 * @param password HTTP Basic password, empty when none was given
 */
public record WebRequest(String method, String path, Map<String, String> fields, String user, String password) {
    /** Copies the fields. */
    public WebRequest {
        fields = Map.copyOf(fields);
    }

    /** Names the request without its password and fields, which can hold secrets. */
    @Override
    public String toString() {
        return method + " /" + path;
    }
}
