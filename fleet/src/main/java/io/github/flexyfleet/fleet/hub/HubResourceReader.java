package io.github.flexyfleet.fleet.hub;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a hub's settings through Azure Resource Manager; the identity needs the role Reader at the hub. Each call is sent
 * once: whoever asks is told why there is no answer, and asks again. Paths, versions and names are those of Microsoft's
 * REST reference and its examples.
 *
 * <p>INFERRED: that Azure Resource Graph shows an identity without any rights no rows, or refuses it, instead of failing
 * in another way; that it knows a hub under {@code NAME.azure-devices.net} only, and not under the host names of the TLS
 * 1.3 preview; and that it knows a hub some minutes after it was made. Thread-safe when the source of tokens is.
 */
public final class HubResourceReader implements HubResourceSource, AutoCloseable {
    private static final String GRAPH_VERSION = "2021-03-01";
    private static final String HUB_VERSION = "2023-06-30";
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    /** A hub has 20 consumer groups at most; so many pages are none that it ever sends. */
    private static final int MOST_PAGES = 50;

    private final HttpUrl base;
    private final String scope;
    private final BearerLogin.AccessTokens tokens;
    private final HubHttp http;

    /**
     * Prepares a client; sends nothing.
     *
     * @param host of Azure Resource Manager, free text, with a port when it is not 443
     * @param tokens where tokens for it come from
     */
    public HubResourceReader(String host, BearerLogin.AccessTokens tokens, IotHubRegistry.Network network) {
        this.base = HttpUrl.get("https://" + host);
        this.scope = "https://" + host + "/.default";
        this.tokens = tokens;
        this.http = new HubHttp(network);
    }

    /** Asks Azure Resource Graph, which needs neither subscription nor resource group. */
    @Override
    public Optional<String> find(String host) {
        String call = "find the hub in Azure";
        Request.Builder request = request("providers/Microsoft.ResourceGraph/resources", GRAPH_VERSION)
                .post(RequestBody.create(query(host), JSON));
        return exchange(call, request)
                .path("data")
                .valueStream()
                .map(row -> row.path("id").asString(""))
                .filter(id -> id.startsWith("/subscriptions/"))
                .findFirst();
    }

    /** The names of a hub in the query are letters, digits, dots and hyphens, and nothing that could end a text. */
    private static String query(String host) {
        String name = host.replaceFirst(":\\d+$", "").replaceAll("[^A-Za-z0-9.-]", "");
        String plain = name.replaceFirst("^([^.]+)\\.(?:device|service)\\.", "$1.");
        String text = "Resources | where type =~ 'Microsoft.Devices/IotHubs' and tostring(properties.hostName) in~ ('"
                + name + "', '" + plain + "') | project id";
        return JsonMapper.shared().createObjectNode().put("query", text).toString();
    }

    @Override
    public HubResource read(String id) {
        return HubResource.of(exchange("read the hub's settings", below(id, "")));
    }

    @Override
    public Set<String> consumerGroups(String id) {
        Set<String> names = new HashSet<>();
        Request.Builder request = below(id, "/eventHubEndpoints/events/ConsumerGroups");
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode answer = exchange("list the consumer groups", request);
            answer.path("value")
                    .valueStream()
                    .forEach(group -> names.add(group.path("name").asString("")));
            Optional<HttpUrl> next = next(answer);
            if (next.isEmpty()) {
                break;
            }
            request = new Request.Builder().url(next.get());
        }
        return Set.copyOf(names);
    }

    /** Never another host: the token goes with it. */
    private Optional<HttpUrl> next(JsonNode page) {
        return Optional.ofNullable(HttpUrl.parse(page.path("nextLink").asString("")))
                .filter(url -> url.isHttps() && url.host().equals(base.host()) && url.port() == base.port());
    }

    @Override
    public Optional<HubResource.Messages> messages(String id) {
        return exchange("read the hub's quota", below(id, "/quotaMetrics"))
                .path("value")
                .valueStream()
                .filter(metric -> "TotalMessages".equals(metric.path("name").asString("")))
                .filter(metric -> metric.path("currentValue").isIntegralNumber()
                        && metric.path("maxValue").isIntegralNumber())
                .map(metric -> new HubResource.Messages(
                        metric.path("currentValue").longValue(),
                        metric.path("maxValue").longValue()))
                .findFirst();
    }

    /** Gives connections back. */
    @Override
    public void close() {
        http.close();
    }

    private Request.Builder below(String id, String path) {
        return request(id.substring(1) + path, HUB_VERSION);
    }

    private Request.Builder request(String path, String version) {
        return new Request.Builder()
                .url(base.newBuilder()
                        .addPathSegments(path)
                        .addQueryParameter("api-version", version)
                        .build());
    }

    private JsonNode exchange(String call, Request.Builder request) {
        Request signed = request.header("Authorization", authorization())
                .header("User-Agent", "flexyfleet")
                .build();
        return http.call(call, signed, response -> {
            String body = response.body().string();
            if (response.code() != 200) {
                throw new IotHubException(call, failure(response.code()));
            }
            return JsonMapper.shared().readTree(body);
        });
    }

    private String authorization() {
        try {
            return "Bearer " + tokens.token(scope).reveal();
        } catch (BearerLogin.NoTokenException e) {
            throw new IotHubException("sign in with Entra ID", new IotHubFailure.NoToken(e.getMessage()));
        }
    }

    private static IotHubFailure failure(int status) {
        return switch (status) {
            case 401, 403 -> new IotHubFailure.Unauthorized();
            case 404 -> new IotHubFailure.NotFound();
            case 429 -> new IotHubFailure.Throttled(Optional.empty());
            default -> new IotHubFailure.Unexpected(status, "");
        };
    }
}
