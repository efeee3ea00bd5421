package io.github.flexyfleet.simulator.talk2m;

/**
 * M2Web's own error answer, {@code {"message":..,"code":..,"success":false}}; the HTTP status is the code
 * (talk2m-m2web 2.6).
 *
 * @param code HTTP status and {@code code}
 * @param message text for people
 */
public record ApiRefusal(int code, String message) {
    static ApiRefusal credentials() {
        return new ApiRefusal(403, "Invalid credentials");
    }

    static ApiRefusal session(String id) {
        return new ApiRefusal(403, "Session ID [" + id + "] is invalid");
    }

    static ApiRefusal service(String name) {
        return new ApiRefusal(403, "Method [" + name + "] is invalid");
    }

    /** INFERRED text. */
    static ApiRefusal missing(String field) {
        return new ApiRefusal(400, "Missing parameter [" + field + "]");
    }

    /** INFERRED text. */
    static ApiRefusal malformed() {
        return new ApiRefusal(400, "Malformed request");
    }

    /** INFERRED text; the status is known for tokens sent by GET, INFERRED for other methods (W6). */
    static ApiRefusal method() {
        return new ApiRefusal(405, "Method not allowed");
    }

    /** INFERRED text and status. */
    static ApiRefusal unknownDevice(int status, String name) {
        return new ApiRefusal(status, "Device [" + name + "] does not exist");
    }

    /** INFERRED text and status. */
    static ApiRefusal quota(int status) {
        return new ApiRefusal(status, "Daily quota exceeded");
    }

    static ApiRefusal deviceCredentials(String name) {
        return new ApiRefusal(401, "Invalid credentials for device [" + name + "]");
    }

    static ApiRefusal unavailable(String name) {
        return new ApiRefusal(502, "Device [" + name + "] is currently unavailable");
    }

    static ApiRefusal timeout(String name) {
        return new ApiRefusal(502, "Timeout while reaching device [" + name + "]");
    }

    static ApiRefusal unreachable(String name, int error) {
        return new ApiRefusal(502, "Unable to reach device [" + name + "] error code [" + error + "]");
    }
}
