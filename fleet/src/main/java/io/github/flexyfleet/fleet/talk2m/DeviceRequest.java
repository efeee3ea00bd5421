package io.github.flexyfleet.fleet.talk2m;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request to a device's own web server.
 *
 * @param path segments of the path, not encoded, without empty and dot segments
 * @param query fields for the URL; must hold no secret, since URLs are logged on the way
 * @param fields fields for the form body
 * @param effect what the request does there
 * @param way how it travels
 */
record DeviceRequest(List<String> path, Map<String, String> query, Map<String, String> fields, Effect effect, Way way) {
    /** What a request does to the device. */
    enum Effect {
        /** Changes nothing; answered as soon as the link allows; repeated by the client. */
        READ,
        /** Runs something; takes its time; never repeated by the client. */
        RUN,
        /** As {@link #RUN}, and ends a trial, for which calls are kept back. */
        END_TRIAL
    }

    /** How a form travels; all but the first are only tried, to know whether they get through. */
    enum Way {
        /** As every call does. */
        POST,
        /** The same form by another method. */
        PUT,
        /** The same form by another method. */
        DELETE,
        /** Posted in parts, as browsers send files. */
        MULTIPART
    }

    DeviceRequest(List<String> path, Map<String, String> query, Map<String, String> fields, Effect effect) {
        this(path, query, fields, effect, Way.POST);
    }

    DeviceRequest {
        path = List.copyOf(path);
        query = new LinkedHashMap<>(query);
        fields = new LinkedHashMap<>(fields);
        for (String segment : path) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException("not a path on a device: " + path);
            }
        }
        for (Map<String, String> part : List.of(query, fields)) {
            if (part.keySet().stream().anyMatch(name -> name.startsWith("t2m"))) {
                throw new IllegalArgumentException("fields named t2m... are Talk2M's own");
            }
        }
    }

    /**
     * Tells whether a failure may quote what the server said to it. Not when the body carried content, such as a private
     * key: a server can send any piece of it back, and pieces cannot be told from other text.
     */
    boolean isQuotable() {
        return fields.isEmpty();
    }

    /** Leaves out the fields, which can hold secrets. */
    @Override
    public String toString() {
        return String.join("/", path);
    }
}
