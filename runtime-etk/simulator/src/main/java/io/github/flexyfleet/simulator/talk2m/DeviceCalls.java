package io.github.flexyfleet.simulator.talk2m;

import io.github.flexyfleet.simulator.flexy.WebRequest;
import io.github.flexyfleet.simulator.flexy.WebResponse;
import io.github.flexyfleet.simulator.net.HttpReply;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The way through to a gateway: the service {@code get} (talk2m-m2web 3). Thread-safe. */
final class DeviceCalls {
    private static final int UNAUTHORISED = 401;
    private static final int HTTP = 80;
    /** Of a LAN device that cannot be reached; INFERRED. */
    private static final int NO_HOST = 113;

    private static final Pattern LAN = Pattern.compile("proxy/([^/:]+)(?::([0-9]{1,5}))?(?:/+(.*))?");

    private final ApiAnswers answers;
    private final boolean bodies;

    /**
     * The way through.
     *
     * @param bodies whether fields of a form body are passed on
     */
    DeviceCalls(ApiAnswers answers, boolean bodies) {
        this.answers = answers;
        this.bodies = bodies;
    }

    /**
     * What the gateway gets of a call.
     *
     * @throws IllegalArgumentException when the path is malformed
     */
    WebRequest request(ApiCall call) {
        return new WebRequest(
                call.method().equals("GET") ? "GET" : "POST",
                call.devicePath(),
                call.deviceFields(bodies),
                call.fields().getOrDefault("t2mdeviceusername", ""),
                call.fields().getOrDefault("t2mdevicepassword", ""));
    }

    HttpReply.Answer pass(Gateway gateway, WebRequest request, boolean twice) {
        String name = gateway.name();
        if (!gateway.web().online()) {
            return answers.refusal(ApiRefusal.unavailable(name));
        }
        Matcher lan = LAN.matcher(request.path());
        if (lan.matches()) {
            return lan(gateway, lan);
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

    /** Past the gateway's own web server and its login, and only to a device that is visible (talk2m-m2web 3). INFERRED. */
    private HttpReply.Answer lan(Gateway gateway, Matcher wanted) {
        int port = wanted.group(2) == null ? HTTP : Integer.parseInt(wanted.group(2));
        String path = wanted.group(3) == null ? "" : wanted.group(3);
        return gateway.web().lan().stream()
                .filter(each -> each.visible() && each.ip().equals(wanted.group(1)) && each.port() == port)
                .findFirst()
                .map(each -> each.answer(path))
                .map(page -> HttpReply.Answer.of(page.status(), page.contentType(), page.body()))
                .orElseGet(() -> answers.refusal(ApiRefusal.unreachable(gateway.name(), NO_HOST)));
    }
}
