package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.hub.Enrollment.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The enrollments of a Device Provisioning Service (azure-iot-hub 3). A write names the state that was read, so that one
 * that is sent twice lands once: the second is refused, and what is there then is read. All methods throw
 * {@link IotHubException}. Thread-safe; a call blocks its thread.
 */
public final class EnrollmentService implements AutoCloseable {
    private static final String API_VERSION = "2021-10-01";
    private static final String CONTINUATION = "x-ms-continuation";

    /** INFERRED: that the service gives as many at once. */
    private static final int PAGE = 100;

    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private final ServiceLogin login;
    private final InstantSource clock;
    private final HubHttp http;
    private final RegistryPatience patience;

    /**
     * Prepares a client; sends nothing.
     *
     * @param login host and policy of the service
     * @param clock says when tokens end; must be right to 5 minutes
     * @param random spreads repetitions; thread-safe
     * @param pause waits; thread-safe
     */
    public EnrollmentService(
            ServiceLogin login,
            IotHubRegistry.Network network,
            InstantSource clock,
            RandomGenerator random,
            Consumer<Duration> pause) {
        this.login = login;
        this.clock = clock;
        this.http = new HubHttp(network);
        this.patience = new RegistryPatience(clock, random, pause, Optional.empty());
    }

    /** The enrollment as the service has it now. */
    public Optional<Enrollment> find(Kind kind, String id) {
        return patience.repeat(() -> {
            try {
                return Optional.of(exchange("read enrollment " + id, kind, id, request(kind, id)));
            } catch (IotHubException e) {
                if (e.failure() instanceof IotHubFailure.NotFound) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** All enrollments of devices by their registration id, whoever made them, page by page. */
    public Map<String, Enrollment> individual() {
        Map<String, Enrollment> all = new HashMap<>();
        Optional<String> from = Optional.empty();
        do {
            Optional<String> page = from;
            from = patience.repeat(() -> page(all, page));
        } while (from.isPresent());
        return all;
    }

    /** Where the next page begins. */
    private Optional<String> page(Map<String, Enrollment> all, Optional<String> from) {
        Request.Builder request = request(Kind.INDIVIDUAL, "query")
                .header("x-ms-max-item-count", Integer.toString(PAGE))
                .post(RequestBody.create("{\"query\":\"SELECT * FROM enrollments\"}", JSON));
        from.ifPresent(token -> request.header(CONTINUATION, token));
        String call = "list enrollments";
        return exchange(call, request, (json, next) -> {
            if (!json.isArray()) {
                throw new IotHubException(call, new IotHubFailure.Unexpected(200, ""));
            }
            for (JsonNode one : json) {
                if (one instanceof ObjectNode document) {
                    String id = document.path("registrationId").asString("");
                    all.put(id, new Enrollment(Kind.INDIVIDUAL, id, document));
                }
            }
            return next;
        });
    }

    /**
     * Makes an enrollment, or changes one that is as it was read.
     *
     * @return as the service has it then
     * @throws IotHubException with {@link IotHubFailure.PreconditionFailed} or {@link IotHubFailure.Conflict} when
     *     somebody else has written meanwhile
     */
    public Enrollment write(Enrollment wanted) {
        Request.Builder request = request(wanted.kind(), wanted.id()).put(RequestBody.create(wanted.body(), JSON));
        if (!wanted.etag().isEmpty()) {
            request.header("If-Match", '"' + wanted.etag() + '"');
        }
        AtomicBoolean open = new AtomicBoolean();
        try {
            return patience.repeat(() -> {
                try {
                    return exchange("write enrollment " + wanted.id(), wanted.kind(), wanted.id(), request);
                } catch (IotHubException e) {
                    open.compareAndSet(false, e.failure().leavesOpen());
                    throw e;
                }
            });
        } catch (IotHubException e) {
            throw open.get() ? e.leavingOpen() : e;
        }
    }

    /** The time by the clock that tokens go by. */
    public InstantSource clock() {
        return clock;
    }

    /** Gives connections back. */
    @Override
    public void close() {
        http.close();
    }

    private Request.Builder request(Kind kind, String id) {
        return new Request.Builder()
                .url(HttpUrl.get("https://" + login.hostName())
                        .newBuilder()
                        .addPathSegment(kind.path())
                        .addPathSegment(id)
                        .addQueryParameter("api-version", API_VERSION)
                        .build())
                .header("User-Agent", "flexyfleet");
    }

    private Enrollment exchange(String call, Kind kind, String id, Request.Builder request) {
        return exchange(call, request, (json, next) -> {
            if (json instanceof ObjectNode document) {
                return new Enrollment(kind, id, document);
            }
            throw new IotHubException(call, new IotHubFailure.Unexpected(200, ""));
        });
    }

    private <T> T exchange(String call, Request.Builder request, BiFunction<JsonNode, Optional<String>, T> reader) {
        Request signed = request.header(
                        "Authorization", login.authorization(clock.instant()).reveal())
                .build();
        return http.call(call, signed, response -> {
            String body = response.body().string();
            if (response.code() != 200) {
                throw new IotHubException(call, failure(response));
            }
            Optional<String> next =
                    Optional.ofNullable(response.header(CONTINUATION)).filter(token -> !token.isEmpty());
            return reader.apply(JsonMapper.shared().readTree(body), next);
        });
    }

    private IotHubFailure failure(Response response) {
        Optional<Duration> wait = RetryAfter.parse(response.header(RetryAfter.HEADER, ""), clock.instant());
        return IotHubFailure.known(response.code(), "enrollment", wait)
                .orElseGet(() -> new IotHubFailure.Unexpected(response.code(), "", wait));
    }
}
