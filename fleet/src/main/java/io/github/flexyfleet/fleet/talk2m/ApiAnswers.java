package io.github.flexyfleet.fleet.talk2m;

import io.github.flexyfleet.fleet.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the successful answers of the API that are used (talk2m-m2web 2.2, 2.4). Unknown members are ignored. */
final class ApiAnswers {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ApiAnswers() {}

    /** Answer of {@code getewons}; empty when it is not one. */
    static Optional<List<Talk2mDevice>> devices(byte[] body) {
        try {
            JsonNode ewons = JSON.readTree(body).path("ewons");
            if (!ewons.isArray()) {
                return Optional.empty();
            }
            List<Talk2mDevice> devices = new ArrayList<>();
            for (JsonNode ewon : ewons) {
                devices.add(device(ewon));
            }
            return Optional.of(List.copyOf(devices));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Answer of {@code getewon}; empty when it is not one. */
    static Optional<Talk2mDevice> device(byte[] body) {
        try {
            return Optional.of(device(JSON.readTree(body).path("ewon")));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Answer of {@code getaccountinfo}; empty when it is not one. */
    static Optional<AccountInfo> account(byte[] body) {
        try {
            JsonNode answer = JSON.readTree(body);
            JsonNode name = answer.path("accountName");
            if (!name.isString()) {
                return Optional.empty();
            }
            List<AccountInfo.Pool> pools = new ArrayList<>();
            for (JsonNode pool : answer.path("pools")) {
                if (pool.path("id").isIntegralNumber()) {
                    pools.add(new AccountInfo.Pool(
                            pool.path("id").longValue(), pool.path("name").asString("")));
                }
            }
            return Optional.of(new AccountInfo(
                    name.stringValue(),
                    answer.path("company").asString(""),
                    type(answer.path("accountType").asString("")),
                    pools));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static AccountInfo.Type type(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "free" -> AccountInfo.Type.FREE;
            case "pro" -> AccountInfo.Type.PRO;
            default -> AccountInfo.Type.UNKNOWN;
        };
    }

    /** Answer of {@code login}; empty when it is not one. */
    static Optional<Secret> session(byte[] body) {
        try {
            return Optional.of(JSON.readTree(body).path("t2msession"))
                    .filter(JsonNode::isString)
                    .map(JsonNode::stringValue)
                    .filter(session -> !session.isEmpty())
                    .map(Secret::of);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Talk2mDevice device(JsonNode ewon) {
        JsonNode id = ewon.path("id");
        JsonNode name = ewon.path("name");
        JsonNode encodedName = ewon.path("encodedName");
        if (!id.isIntegralNumber() || !name.isString() || !encodedName.isString()) {
            throw new IllegalArgumentException("not a device");
        }
        return new Talk2mDevice(
                id.longValue(),
                name.stringValue(),
                encodedName.stringValue(),
                status(ewon.path("status").asString("")),
                Optional.of(ewon.path("m2webServer").asString("")).filter(server -> !server.isBlank()));
    }

    private static Talk2mDevice.Status status(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "online" -> Talk2mDevice.Status.ONLINE;
            case "offline" -> Talk2mDevice.Status.OFFLINE;
            default -> Talk2mDevice.Status.UNKNOWN;
        };
    }
}
