package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.certificate.HttpClients;
import java.io.IOException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import tools.jackson.core.JacksonException;

/** HTTPS to a hub and to the services beside it. Each request is sent once. Thread-safe. */
final class HubHttp implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);

    private final OkHttpClient client;

    HubHttp(IotHubRegistry.Network network) {
        client = HttpClients.builder(network.way(), network.extraRoots())
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .connectTimeout(CONNECT_TIMEOUT)
                .readTimeout(READ_TIMEOUT)
                .callTimeout(READ_TIMEOUT.multipliedBy(2))
                .build();
    }

    /** Reads an answer, whatever its status is. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Response response) throws IOException;
    }

    /**
     * Sends a request.
     *
     * @throws IotHubException when no whole answer comes, or one that makes no sense
     */
    <T> T call(String call, Request request, Reader<T> reader) {
        try (Response response = send(request)) {
            return reader.read(response);
        } catch (JacksonException e) {
            throw new IotHubException(call, new IotHubFailure.Unexpected(200, ""));
        } catch (IOException e) {
            // The kind is enough, and sure to hold nothing of the request.
            throw new IotHubException(
                    call, new IotHubFailure.Unreachable(e.getClass().getSimpleName()));
        }
    }

    /** Sends a request; the answer is to be closed. */
    Response send(Request request) throws IOException {
        return client.newCall(request).execute();
    }

    @Override
    public void close() {
        HttpClients.close(client);
    }
}
