package io.github.flexyfleet.simulator.dps;

/** Errors of the service with their codes. All but those of 401 and 404 are INFERRED from the hub's (azure-iot-hub 3, 4). */
public enum DpsError {
    /** A body, path or certificate that the service does not take. */
    BAD_REQUEST(400_004),
    /** Neither token nor certificate fits. */
    UNAUTHORIZED(401_002),
    /** There is no such enrollment, registration or operation. */
    NOT_FOUND(404_201),
    /** It is there already. */
    CONFLICT(409_201),
    /** It has another etag. */
    PRECONDITION_FAILED(412_001),
    /** Too many calls. */
    THROTTLED(429_001),
    /** No hub can be assigned. */
    UNAVAILABLE(503_001);

    private final int code;

    DpsError(int code) {
        this.code = code;
    }

    /** The six-digit code. */
    public int code() {
        return code;
    }

    /** The HTTP status: the first three digits of the code. */
    public int status() {
        return code / 1000;
    }
}
