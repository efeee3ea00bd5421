package io.github.flexyfleet.simulator.talk2m;

import io.github.flexyfleet.simulator.flexy.WebRequest;
import io.github.flexyfleet.simulator.flexy.WebResponse;
import io.github.flexyfleet.simulator.net.HttpReply;

/** The way through to a gateway: the service {@code get} (talk2m-m2web 3). Thread-safe. */
final class DeviceCalls {
    private static final int UNAUTHORISED = 401;

    private final ApiAnswers answers;

    DeviceCalls(ApiAnswers answers) {
        this.answers = answers;
    }

    /**
     * What the gateway gets of a call.
     *
     * @throws IllegalArgumentException when the path is malformed
     */
    static WebRequest request(ApiCall call) {
        return new WebRequest(
                call.method(),
                call.devicePath(),
                call.deviceFields(),
                call.fields().getOrDefault("t2mdeviceusername", ""),
                call.fields().getOrDefault("t2mdevicepassword", ""));
    }

    HttpReply.Answer pass(Gateway gateway, WebRequest request, boolean twice) {
        String name = gateway.name();
        if (!gateway.web().online()) {
            return answers.refusal(ApiRefusal.unavailable(name));
        }
        if (twice) {
            gateway.web().answer(request);
        }
        WebResponse response = gateway.web().answer(request);
        if (!response.answered()) {
            return answers.refusal(ApiRefusal.timeout(name));
        }
        return response.status() == UNAUTHORISED
                ? answers.refusal(ApiRefusal.deviceCredentials(name))
                : HttpReply.Answer.of(response.status(), response.contentType(), response.body());
    }
}
