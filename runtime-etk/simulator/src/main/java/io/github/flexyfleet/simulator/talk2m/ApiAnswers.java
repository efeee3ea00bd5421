package io.github.flexyfleet.simulator.talk2m;

import io.github.flexyfleet.simulator.flexy.LanDevice;
import io.github.flexyfleet.simulator.net.HttpReply;
import io.github.flexyfleet.simulator.net.Json;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the API's JSON. Thread-safe. */
final class ApiAnswers {
    private final int plainTextEvery;
    private final AtomicLong written = new AtomicLong();

    ApiAnswers(int plainTextEvery) {
        this.plainTextEvery = plainTextEvery;
    }

    HttpReply.Answer success() {
        return success(Json.object());
    }

    HttpReply.Answer session(String id) {
        return success(Json.object().put("t2msession", id));
    }

    HttpReply.Answer account(String name) {
        ObjectNode body = Json.object();
        body.put("accountReference", "rehearsal").put("accountName", name).put("company", "");
        threeTexts(body.putArray("customAttributes"));
        body.putArray("pools").addObject().put("id", M2WebServer.POOL).put("name", "All");
        return success(body.put("accountType", "Pro"));
    }

    HttpReply.Answer gateways(List<Gateway> gateways) {
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("ewons");
        gateways.forEach(gateway -> list.add(device(gateway)));
        return success(body);
    }

    HttpReply.Answer gateway(Gateway gateway) {
        ObjectNode body = Json.object();
        body.set("ewon", device(gateway));
        return success(body);
    }

    HttpReply.Answer refusal(ApiRefusal refusal) {
        ObjectNode body = Json.object().put("message", refusal.message()).put("code", refusal.code());
        return json(refusal.code(), body.put("success", false));
    }

    private static ObjectNode device(Gateway gateway) {
        ObjectNode device = Json.object();
        device.put("id", gateway.id()).put("name", gateway.name()).put("encodedName", gateway.encodedName());
        device.put("status", gateway.web().online() ? "online" : "offline").put("description", "");
        threeTexts(device.putArray("customAttributes"));
        device.put("m2webServer", gateway.server());
        ArrayNode lan = device.putArray("lanDevices");
        gateway.web().lan().stream().filter(LanDevice::visible).forEach(each -> {
            ObjectNode entry = lan.addObject().put("name", each.name()).put("description", each.description());
            entry.put("ip", each.ip()).put("port", each.port()).put("protocol", each.protocol());
        });
        device.putArray("ewonServices");
        return device;
    }

    private static void threeTexts(ArrayNode array) {
        array.add("").add("").add("");
    }

    private HttpReply.Answer success(ObjectNode body) {
        return json(200, body.put("success", true));
    }

    private HttpReply.Answer json(int status, ObjectNode body) {
        boolean plain = plainTextEvery > 0 && written.incrementAndGet() % plainTextEvery == 0;
        return HttpReply.Answer.of(status, plain ? "text/plain" : "application/json", Json.write(body));
    }
}
