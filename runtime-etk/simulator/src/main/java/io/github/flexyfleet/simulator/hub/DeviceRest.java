package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.net.FormFields;
import io.github.flexyfleet.simulator.net.HttpCall;
import io.github.flexyfleet.simulator.net.HttpReply;
import io.github.flexyfleet.simulator.net.HttpService;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Messages that devices post over HTTPS (azure-iot-hub 1, Device-to-cloud); all other calls are the service's. A device
 * shows its token in a header, or its certificate in the handshake, as it does over MQTT. Thread-safe.
 */
final class DeviceRest implements HttpService {
    private static final Pattern MESSAGES = Pattern.compile("/devices/([^/]+)/messages/events/?");
    private static final String BATCH = "application/vnd.microsoft.iothub.json";
    private static final String NO_CONTENT = "application/json; charset=utf-8";

    private final HubParts hub;
    private final RegistryRest service;

    DeviceRest(HubParts hub, RegistryRest service) {
        this.hub = hub;
        this.service = service;
    }

    @Override
    public HttpReply answer(HttpCall call) {
        Matcher path = MESSAGES.matcher(call.rawPath());
        if (!path.matches() || !call.method().equals("POST")) {
            return service.answer(call);
        }
        try {
            String id = FormFields.decodePath(path.group(1));
            if (hub.faults().deaf(id)) {
                return new HttpReply.Lost();
            }
            return take(id, call);
        } catch (IllegalArgumentException e) {
            return service.refusal(
                    new HubRefusal(HubError.ARGUMENT_INVALID, "path, query or properties are malformed"));
        } catch (HubRefusal e) {
            // The device reads this answer; over MQTT only the hub's log would tell.
            hub.log().add(path.group(1), e.error(), e.getMessage());
            return service.refusal(e);
        }
    }

    private HttpReply take(String id, HttpCall call) throws HubRefusal {
        Optional<HubError> closed = hub.faults().closed();
        if (closed.isPresent()) {
            throw new HubRefusal(closed.get(), "The hub takes no messages now");
        }
        DeviceIdentity device = authenticated(id, call);
        if (call.queryFields().getOrDefault("api-version", "").isEmpty()) {
            throw new HubRefusal(HubError.ARGUMENT_INVALID, "api-version is missing");
        }
        if (call.mediaType().equals(BATCH)) {
            throw new HubRefusal(HubError.ARGUMENT_INVALID, "This hub takes one message a call");
        }
        PropertyBag bag = PropertyBag.ofHeaders(call.headers());
        if (!Telemetry.fits(bag, call.body())) {
            throw new HubRefusal(HubError.MESSAGE_TOO_LARGE, "A message has 256 KB at most");
        }
        if (hub.faults().messagesSpent()) {
            throw new HubRefusal(HubError.QUOTA_EXCEEDED, "The messages of the day are used up");
        }
        hub.telemetry().take(device, bag, false, call.body());
        hub.sessions().touch(id);
        return HttpReply.Answer.of(204, NO_CONTENT, new byte[0]);
    }

    /** The order of the checks, and with it which code an unknown device gets, is INFERRED; so is that of a wrong certificate. */
    private DeviceIdentity authenticated(String id, HttpCall call) throws HubRefusal {
        DeviceIdentity device = hub.registry().get(id);
        if (!device.settings().enabled()) {
            throw new HubRefusal(HubError.UNAUTHORIZED, "The device is disabled");
        }
        if (device.settings().authentication() instanceof DeviceAuthentication.Sas keys) {
            hub.tokens().check(device, keys, call.header("authorization"));
        } else if (hub.authorizer().judge(device, call.chain()) instanceof ConnectAuthorizer.Verdict.Refused refused) {
            throw new HubRefusal(HubError.UNAUTHORIZED, refused.text());
        }
        return device;
    }
}
