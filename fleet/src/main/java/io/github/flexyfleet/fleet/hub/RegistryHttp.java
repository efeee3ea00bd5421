package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.certificate.HttpClients;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import tools.jackson.databind.JsonNode;

/** Sends one request to the registry and judges its answer. At most once on the wire. Thread-safe. */
final class RegistryHttp implements AutoCloseable {
    /** The version of the interface that the current Java SDK uses (azure-iot-hub 4). */
    private static final String API_VERSION = "2021-04-12";

    /** A hub tells its errors in one of two forms (azure-iot-hub 4); only code and name are taken from them. */
    private static final Pattern ERROR_NUMBER = Pattern.compile("\"?errorCode\"?\\s*:\\s*\"?(\\d{6})\\b");

    private static final Pattern ERROR_NAME = Pattern.compile("ErrorCode:\\s*([A-Za-z]{1,64})");
    /** The longest list of devices that a hub gives. */
    static final int LIST = 1000;

    private static final String QUOTA_NAME = "IotHubQuotaExceeded";

    /** Where a page of a query ends, and the next one begins (azure-iot-hub 4). */
    private static final String CONTINUATION = "x-ms-continuation";

    private final ServiceLogin hub;
    private final InstantSource clock;
    private final HubHttp http;
    private final HttpUrl devices;

    RegistryHttp(ServiceLogin hub, IotHubRegistry.Network network, InstantSource clock) {
        this.hub = hub;
        this.clock = clock;
        this.http = new HubHttp(network);
        this.devices = HttpUrl.get("https://" + hub.hostName() + "/devices");
    }

    /** The identity as the hub has it now. */
    HubIdentity get(DeviceId device) {
        return exchange("read " + device, device, request(device).get().build());
    }

    /** Makes a device; {@link IotHubFailure.Conflict} when there is one. */
    HubIdentity create(DeviceId device, Secret document) {
        return exchange(
                "create " + device, device, request(device).put(json(document)).build());
    }

    /** Changes a device that is still as it was read; {@link IotHubFailure.PreconditionFailed} when it is not. */
    HubIdentity update(DeviceId device, String etag, Secret document) {
        return exchange(
                "update " + device,
                device,
                request(device)
                        .header("If-Match", "\"" + etag + "\"")
                        .put(json(document))
                        .build());
    }

    /**
     * A page of the twins that a query finds.
     *
     * @param from where the page before it ended
     */
    TwinQuery.Page query(String query, Optional<String> from) {
        Request.Builder request = request("query")
                .header("x-ms-max-item-count", Integer.toString(TwinQuery.PAGE))
                .post(json(Secret.of(TwinQuery.body(query))));
        from.ifPresent(token -> request.header(CONTINUATION, token));
        String call = "query twins";
        return exchange(
                call,
                request.build(),
                (body, next) -> TwinQuery.parse(body, next)
                        .orElseThrow(() -> new IotHubException(call, new IotHubFailure.Unexpected(200, ""))));
    }

    /** A device with its twin, as the hub has them now. */
    SeenIdentity twin(DeviceId device) {
        String call = "read the twin of " + device;
        HttpUrl.Builder url = devices.newBuilder().setPathSegment(0, "twins").addPathSegment(device.value());
        return exchange(
                call,
                request(url).get().build(),
                (body, next) -> TwinQuery.one(body)
                        .orElseThrow(() -> new IotHubException(call, new IotHubFailure.Unexpected(200, ""))));
    }

    /** The first identities of the hub, at most {@link #LIST}; there is no way to more of them (azure-iot-hub 4). */
    List<SeenIdentity> list() {
        return list(nodes -> nodes.valueStream()
                .flatMap(node -> SeenIdentity.of(node).stream())
                .toList());
    }

    /**
     * Identities of a list.
     *
     * @param identities those that were asked for
     * @param whole whether the list was the whole hub
     */
    record Listed(List<HubIdentity> identities, boolean whole) {
        /** Takes a copy. */
        Listed {
            identities = List.copyOf(identities);
        }
    }

    /** Of the same list, these devices with all that it says of them. */
    Listed identities(Set<DeviceId> devices) {
        return list(nodes -> new Listed(
                nodes.valueStream()
                        .filter(node -> DeviceId.isValid(node.path("deviceId").asString("")))
                        .flatMap(node -> {
                            DeviceId device = new DeviceId(node.path("deviceId").stringValue());
                            return devices.contains(device)
                                    ? IdentityDocument.parse(device, node, Secret.of(node.toString())).stream()
                                    : Stream.empty();
                        })
                        .toList(),
                nodes.size() < LIST));
    }

    private <T> T list(Function<JsonNode, T> read) {
        String call = "list devices";
        Request request = request(devices.newBuilder().addQueryParameter("top", Integer.toString(LIST)))
                .get()
                .build();
        return exchange(
                call,
                request,
                (body, next) -> read.apply(TwinQuery.array(body)
                        .orElseThrow(() -> new IotHubException(call, new IotHubFailure.Unexpected(200, "")))));
    }

    /** Makes changes, each for itself; some of them may fail. */
    BulkResult bulk(List<BulkChange> changes) {
        String call = "change " + changes.size() + " devices";
        Request request = request(devices.newBuilder())
                .post(json(BulkChange.body(changes)))
                .build();
        return http.call(call, request, response -> {
            String body = response.body().string();
            boolean judged = response.code() == 200 || response.code() == 400;
            Optional<BulkResult> result = judged ? BulkResult.parse(body, retryAfter(response)) : Optional.empty();
            return result.orElseThrow(() -> new IotHubException(call, failureIn(response, body)));
        });
    }

    /** Calls a direct method without a payload; what the device answers is not looked at. */
    void invoke(DeviceId device, String method) {
        String body = "{\"methodName\":\"" + method + "\",\"responseTimeoutInSeconds\":10,\"payload\":{}}";
        Request request = request(device.value())
                .url(HttpUrl.get("https://" + hub.hostName() + "/twins")
                        .newBuilder()
                        .addPathSegment(device.value())
                        .addPathSegment("methods")
                        .addQueryParameter("api-version", API_VERSION)
                        .build())
                .post(json(Secret.of(body)))
                .build();
        exchange("call method " + method + " of " + device, request, (answer, next) -> answer);
    }

    @Override
    public void close() {
        http.close();
    }

    private Request.Builder request(DeviceId device) {
        return request(device.value());
    }

    private Request.Builder request(String below) {
        return request(devices.newBuilder().addPathSegment(below));
    }

    private Request.Builder request(HttpUrl.Builder url) {
        return new Request.Builder()
                .url(url.addQueryParameter("api-version", API_VERSION).build())
                .header("Authorization", hub.authorization(clock.instant()).reveal())
                .header("User-Agent", "flexyfleet");
    }

    private HubIdentity exchange(String call, DeviceId device, Request request) {
        return exchange(
                call,
                request,
                (body, next) -> IdentityDocument.parse(device, body)
                        .orElseThrow(() -> new IotHubException(call, new IotHubFailure.Unexpected(200, ""))));
    }

    /** Takes the body of a good answer, and where the next page begins. */
    private <T> T exchange(String call, Request request, BiFunction<String, Optional<String>, T> read) {
        return http.call(call, request, response -> {
            String body = response.body().string();
            if (response.code() != 200) {
                throw new IotHubException(call, failureIn(response, body));
            }
            return read.apply(body, Optional.ofNullable(response.header(CONTINUATION)));
        });
    }

    private IotHubFailure failureIn(Response response, String body) {
        Optional<String> number = first(ERROR_NUMBER, body);
        Optional<String> name = first(ERROR_NAME, body);
        boolean quota =
                number.equals(Optional.of(Integer.toString(BulkResult.QUOTA))) || name.equals(Optional.of(QUOTA_NAME));
        String code = (number.orElse("") + " " + name.orElse("")).strip();
        if (response.code() == 403 && quota) {
            return new IotHubFailure.QuotaExceeded();
        }
        Optional<Duration> wait = retryAfter(response);
        return IotHubFailure.known(response.code(), "device", wait)
                .orElseGet(() -> new IotHubFailure.Unexpected(response.code(), code, wait));
    }

    private Optional<Duration> retryAfter(Response response) {
        return RetryAfter.parse(response.header(RetryAfter.HEADER, ""), clock.instant());
    }

    /** Sent once only. */
    private static RequestBody json(Secret document) {
        return HttpClients.once(
                RequestBody.create(document.reveal(), MediaType.get("application/json; charset=utf-8")));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
