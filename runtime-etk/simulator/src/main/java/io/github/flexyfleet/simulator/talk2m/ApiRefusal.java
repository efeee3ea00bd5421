package io.github.flexyfleet.simulator.talk2m;

/**
 * M2Web's own error answer, {@code {"message":..,"code":..,"success":false}}; the HTTP status is the code
 * (talk2m-m2web 2.6).
 *
 * @param code HTTP status and {@code code}
 * @param message text for people
 */
public record ApiRefusal(int code, String message) {
    /** The account's credentials, or the lockout. */
    public static ApiRefusal credentials() {
        return new ApiRefusal(403, "Invalid credentials");
    }

    /** A session that has ended, or belongs to another host. */
    public static ApiRefusal session(String id) {
        return new ApiRefusal(403, "Session ID [" + id + "] is invalid");
    }

    /** No such service. */
    public static ApiRefusal service(String name) {
        return new ApiRefusal(403, "Method [" + name + "] is invalid");
    }

    /** INFERRED text. */
    public static ApiRefusal missing(String field) {
        return new ApiRefusal(400, "Missing parameter [" + field + "]");
    }

    /** INFERRED text. */
    public static ApiRefusal malformed() {
        return new ApiRefusal(400, "Malformed request");
    }

    /** INFERRED text; the status is known for tokens sent by GET, INFERRED for other methods (W6). */
    public static ApiRefusal method() {
        return new ApiRefusal(405, "Method not allowed");
    }

    /** INFERRED text and status. */
    public static ApiRefusal unknownDevice(int status, String name) {
        return new ApiRefusal(status, "Device [" + name + "] does not exist");
    }

    /** INFERRED text and status. */
    public static ApiRefusal quota(int status) {
        return new ApiRefusal(status, "Daily quota exceeded");
    }

    /** INFERRED text; nobody has published what throttling looks like (talk2m-m2web 2.6). */
    public static ApiRefusal tooMany() {
        return new ApiRefusal(429, "Too many requests");
    }

    /** The gateway's web server refused its login. */
    public static ApiRefusal deviceCredentials(String name) {
        return new ApiRefusal(401, "Invalid credentials for device [" + name + "]");
    }

    /** The gateway is offline. */
    public static ApiRefusal unavailable(String name) {
        return new ApiRefusal(502, "Device [" + name + "] is currently unavailable");
    }

    /** The gateway did not answer in time. */
    public static ApiRefusal timeout(String name) {
        return new ApiRefusal(502, "Timeout while reaching device [" + name + "]");
    }

    /** The way to the gateway is broken. */
    public static ApiRefusal unreachable(String name, int error) {
        return new ApiRefusal(502, "Unable to reach device [" + name + "] error code [" + error + "]");
    }
}
