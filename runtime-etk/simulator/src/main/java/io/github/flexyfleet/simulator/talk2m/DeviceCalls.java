package io.github.flexyfleet.simulator.talk2m;

import io.github.flexyfleet.simulator.flexy.WebRequest;
import io.github.flexyfleet.simulator.flexy.WebResponse;
import io.github.flexyfleet.simulator.net.HttpReply;

/** The way through to a gateway: the service {@code get} (talk2m-m2web 3). Thread-safe. */
final class DeviceCalls {
    private static final int UNAUTHORISED = 401;

    private final CallFaults faults;
    private final ApiAnswers answers;

    DeviceCalls(CallFaults faults, ApiAnswers answers) {
        this.faults = faults;
        this.answers = answers;
    }

    HttpReply pass(Gateway gateway, ApiCall call) {
        String name = gateway.name();
        if (!gateway.web().online()) {
            return answers.refusal(ApiRefusal.unavailable(name));
        }
        WebRequest request = new WebRequest(
                call.method(),
                call.devicePath(),
                call.deviceFields(),
                call.fields().getOrDefault("t2mdeviceusername", ""),
                call.fields().getOrDefault("t2mdevicepassword", ""));
        CallFaults.Before fate = faults.before(name, request);
        if (fate instanceof CallFaults.Before.Unavailable) {
            return answers.refusal(ApiRefusal.unavailable(name));
        }
        if (fate instanceof CallFaults.Before.Timeout) {
            return answers.refusal(ApiRefusal.timeout(name));
        }
        if (fate instanceof CallFaults.Before.Unreachable unreachable) {
            return answers.refusal(ApiRefusal.unreachable(name, unreachable.error()));
        }
        if (fate instanceof CallFaults.Before.DeliverTwice) {
            gateway.web().answer(request);
        }
        return bring(name, request, gateway.web().answer(request));
    }

    private HttpReply bring(String name, WebRequest request, WebResponse response) {
        HttpReply.Answer answer = response.status() == UNAUTHORISED
                ? answers.refusal(ApiRefusal.deviceCredentials(name))
                : HttpReply.Answer.of(response.status(), response.contentType(), response.body());
        CallFaults.After fate = faults.after(name, request, response);
        if (fate instanceof CallFaults.After.Timeout) {
            return answers.refusal(ApiRefusal.timeout(name));
        }
        if (fate instanceof CallFaults.After.Lost) {
            return new HttpReply.Lost();
        }
        if (fate instanceof CallFaults.After.Cut cut) {
            return new HttpReply.Cut(answer, Math.min(cut.bytes(), answer.body().length));
        }
        return answer;
    }
}
