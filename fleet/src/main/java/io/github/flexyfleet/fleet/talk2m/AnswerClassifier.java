package io.github.flexyfleet.fleet.talk2m;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells an answer of a device from an error of M2Web (talk2m-m2web 2.6). Looks at the body first, since an API error may
 * come with any content type and even with HTTP 200. Pure.
 */
final class AnswerClassifier {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern UNREACHABLE =
            Pattern.compile("Unable to reach device \\[.*] error code \\[(-?\\d{1,9})].*", Pattern.DOTALL);

    private AnswerClassifier() {}

    /** Who is asked: the wording of some failures depends on it. */
    enum Asked {
        /** The API, for a session. */
        LOGIN,
        /** The API. */
        API,
        /** A device behind it. */
        DEVICE
    }

    /** The failure in an answer; empty when it is a result. What the failure quotes went through {@code redactor}. */
    static Optional<M2WebFailure> failureIn(Asked asked, int status, byte[] body, Redactor redactor) {
        Optional<ApiError> error = apiError(body);
        if (error.isPresent()) {
            return Optional.of(ofApi(asked, error.get(), redactor));
        }
        boolean success = status >= 200 && status <= 299;
        boolean absentFile = asked == Asked.DEVICE && status == 404;
        return success || absentFile ? Optional.empty() : Optional.of(ofHttp(asked, status, body, redactor));
    }

    private record ApiError(int code, String message) {}

    private static Optional<ApiError> apiError(byte[] body) {
        int start = 0;
        while (start < body.length && body[start] <= ' ' && body[start] >= 0) {
            start++;
        }
        if (start == body.length || body[start] != '{') {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(body, start, body.length - start);
            JsonNode success = json.path("success");
            JsonNode code = json.path("code");
            if (success.isBoolean() && !success.booleanValue() && code.isInt()) {
                return Optional.of(new ApiError(code.intValue(), text(json.path("message"))));
            }
        } catch (JacksonException e) {
            // Not JSON after all: a device's file may well begin with a brace.
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static M2WebFailure ofApi(Asked asked, ApiError error, Redactor redactor) {
        String message = error.message().strip();
        Matcher unreachable = UNREACHABLE.matcher(message);
        if (message.startsWith("Invalid credentials for device [")) {
            return new M2WebFailure.DeviceRefused();
        } else if (message.startsWith("Invalid credentials")) {
            return new M2WebFailure.AccountRefused();
        } else if (message.startsWith("Session ID [")) {
            return new M2WebFailure.SessionInvalid();
        } else if (message.startsWith("Method [")) {
            return new M2WebFailure.UnknownMethod();
        } else if (message.startsWith("Device [") && message.endsWith("is currently unavailable")) {
            return new M2WebFailure.DeviceOffline();
        } else if (message.startsWith("Timeout while reaching device [")) {
            return new M2WebFailure.DeviceTimeout();
        } else if (unreachable.matches()) {
            return new M2WebFailure.DeviceUnreachable(Integer.parseInt(unreachable.group(1)));
        }
        return ofCode(asked, error.code(), redactor.shorten(message));
    }

    private static M2WebFailure ofHttp(Asked asked, int status, byte[] body, Redactor redactor) {
        // INFERRED: an error page without the API's JSON comes from a gateway in between, not from M2Web itself.
        if (status == 502 || status == 504) {
            return new M2WebFailure.TransportFailed("a gateway answered HTTP " + status);
        }
        return ofCode(asked, status, redactor.shorten(Texts.decode(body)));
    }

    private static M2WebFailure ofCode(Asked asked, int code, String shortText) {
        return switch (code) {
            case 401, 403 -> refusal(asked, code, shortText);
            case 405 -> new M2WebFailure.MethodNotAllowed();
            case 410 -> new M2WebFailure.Gone();
            case 429, 503 -> new M2WebFailure.Throttled(code);
            default -> new M2WebFailure.Unexpected(code, shortText);
        };
    }

    private static M2WebFailure refusal(Asked asked, int code, String shortText) {
        return switch (asked) {
            // INFERRED: a login refused with words not seen so far (user disabled, account closed) is refused too.
            case LOGIN -> new M2WebFailure.AccountRefused();
            case API -> new M2WebFailure.Unexpected(code, shortText);
            // INFERRED: a bare 401 is the Flexy's own.
            case DEVICE ->
                code == 401 ? new M2WebFailure.DeviceRefused() : new M2WebFailure.Unexpected(code, shortText);
        };
    }

    private static String text(JsonNode node) {
        return node.isString() ? node.stringValue() : "";
    }
}
