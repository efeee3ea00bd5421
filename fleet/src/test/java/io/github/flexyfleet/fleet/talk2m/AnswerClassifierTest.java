package io.github.flexyfleet.fleet.talk2m;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.talk2m.AnswerClassifier.Asked;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the table in talk2m-m2web 2.6. */
class AnswerClassifierTest {
    private static final Redactor REDACTOR = new Redactor(List.of(Secret.of("canary")));

    static List<Arguments> messages() {
        return List.of(
                Arguments.of(403, "Invalid credentials", new M2WebFailure.AccountRefused()),
                Arguments.of(403, "Session ID [0123456789abcdef] is invalid", new M2WebFailure.SessionInvalid()),
                Arguments.of(403, "Method [getewonz] is invalid", new M2WebFailure.UnknownMethod()),
                Arguments.of(401, "Invalid credentials for device [a b]", new M2WebFailure.DeviceRefused()),
                Arguments.of(502, "Device [a b] is currently unavailable", new M2WebFailure.DeviceOffline()),
                Arguments.of(502, "Timeout while reaching device [a b]", new M2WebFailure.DeviceTimeout()),
                Arguments.of(502, "Timeout while reaching device [a b], sorry", new M2WebFailure.DeviceTimeout()),
                Arguments.of(502, "Unable to reach device [a b] error code [7]", new M2WebFailure.DeviceUnreachable(7)),
                Arguments.of(
                        502, "Unable to reach device [x] error code [-12]", new M2WebFailure.DeviceUnreachable(-12)),
                Arguments.of(502, "Something new", new M2WebFailure.Unexpected(502, "Something new")),
                Arguments.of(400, "Missing canary", new M2WebFailure.Unexpected(400, "Missing [secret]")),
                Arguments.of(403, "Something new", new M2WebFailure.Unexpected(403, "Something new")),
                Arguments.of(405, "", new M2WebFailure.MethodNotAllowed()),
                Arguments.of(410, "gone", new M2WebFailure.Gone()),
                Arguments.of(429, "slow down", new M2WebFailure.Throttled()),
                Arguments.of(503, "", new M2WebFailure.Throttled(503)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void knowsTheApisErrors(int code, String message, M2WebFailure failure) {
        String body = " \r\n{\"message\":\"" + message + "\",\"code\":" + code + ",\"success\":false}";

        assertThat(classify(Asked.DEVICE, code, body)).contains(failure);
        assertThat(classify(Asked.DEVICE, 200, body)).as("with HTTP 200").contains(failure);
    }

    @Test
    void aRefusedLoginIsRefusedInWhateverWords() {
        String body = "{\"message\":\"User is locked\",\"code\":403,\"success\":false}";

        assertThat(classify(Asked.LOGIN, 403, body)).contains(new M2WebFailure.AccountRefused());
        assertThat(classify(Asked.LOGIN, 401, "<html>no</html>")).contains(new M2WebFailure.AccountRefused());
        assertThat(classify(Asked.API, 401, "no")).contains(new M2WebFailure.Unexpected(401, "no"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "\"Id\";\"Name\"\r\n",
                "{not json",
                "{\"success\":true,\"code\":403}",
                "{\"success\":false}",
                "{\"success\":false,\"code\":\"403\"}",
                "{\"success\":\"false\",\"code\":403}",
                "[{\"success\":false,\"code\":403}]",
                "{\"protocol\":1,\"ok\":false,\"form\":\"fleetPut\"}"
            })
    void allElseIsTheDevicesOwnAnswer(String body) {
        assertThat(classify(Asked.DEVICE, 200, body)).isEmpty();
    }

    @Test
    void judgesByTheStatusWhenThereIsNoJson() {
        assertThat(classify(Asked.DEVICE, 404, "<html>")).as("an absent file").isEmpty();
        assertThat(classify(Asked.API, 404, "<html>")).contains(new M2WebFailure.Unexpected(404, "<html>"));
        assertThat(classify(Asked.DEVICE, 401, "")).contains(new M2WebFailure.DeviceRefused());
        assertThat(classify(Asked.DEVICE, 302, "")).contains(new M2WebFailure.Unexpected(302, ""));
        assertThat(classify(Asked.DEVICE, 502, "<html>").orElseThrow())
                .isInstanceOf(M2WebFailure.TransportFailed.class);
        assertThat(classify(Asked.DEVICE, 504, "").orElseThrow()).isInstanceOf(M2WebFailure.TransportFailed.class);
        assertThat(classify(Asked.DEVICE, 503, "")).contains(new M2WebFailure.Throttled(503));
    }

    @Test
    void quotesOneShortLineWithoutSecrets() {
        Redactor redactor = new Redactor(List.of(Secret.of("s&1"), Secret.of("s&1 longer"), Secret.of("")));

        assertThat(redactor.shorten("a\r\nb\u0007c \u00e4 s&1 longer s%261 s%261+longer s&1"))
                .isEqualTo("a b c [secret] [secret] [secret] [secret]");
        assertThat(redactor.shorten("s&1 longer".repeat(50)))
                .hasSize(120)
                .doesNotContain("s&1")
                .doesNotContain("longer");
    }

    private static Optional<M2WebFailure> classify(Asked asked, int status, String body) {
        return AnswerClassifier.failureIn(asked, status, body.getBytes(StandardCharsets.UTF_8), REDACTOR);
    }
}
