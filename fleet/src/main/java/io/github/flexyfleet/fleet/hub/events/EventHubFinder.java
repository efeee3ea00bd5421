package io.github.flexyfleet.fleet.hub.events;

import io.github.flexyfleet.fleet.certificate.HttpClients;
import io.github.flexyfleet.fleet.hub.EventFeedException;
import io.github.flexyfleet.fleet.hub.EventFeedException.Reason;
import io.github.flexyfleet.fleet.hub.EventHubConnectionString;
import io.github.flexyfleet.fleet.hub.IotHubConnectionString;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.hub.SasToken;
import io.github.flexyfleet.fleet.hub.events.RedirectExchange.Answer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.apache.qpid.proton.engine.TransportException;

/**
 * Finds a hub's built-in endpoint from the hub's own connection string: the hub is asked for it over AMQP and answers
 * where it is (azure-iot-hub 5). Over a WebSocket on port 443, through the same proxy and with the same trust as all
 * other calls. Thread-safe.
 */
public final class EventHubFinder {
    // Path and subprotocol are those of the service SDK (INFERRED: azure-iot-hub 5 has the redirect over port 5671
    // only).
    private static final String PATH = "/$iothub/websocket";
    private static final String SUBPROTOCOL = "AMQPWSB10";
    private static final String EVENTS = "/messages/events";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);
    private static final Pattern ADDRESS = Pattern.compile("(?:amqps?://[^/]+/)?/?([^/]+)(?:/.*)?");

    private final IotHubRegistry.Network network;
    private final InstantSource clock;

    /**
     * Prepares; sends nothing.
     *
     * @param clock says when tokens end; must be right to 5 minutes
     */
    public EventHubFinder(IotHubRegistry.Network network, InstantSource clock) {
        this.network = network;
        this.clock = clock;
    }

    /**
     * Asks the hub. Waits up to 30 s.
     *
     * @throws EventFeedException when it does not tell
     */
    public EventHubConnectionString find(IotHubConnectionString hub) throws InterruptedException {
        Answer answer = ask(hub);
        if (answer instanceof Answer.Redirected found) {
            Matcher address = ADDRESS.matcher(found.address());
            if (!address.matches()) {
                throw new EventFeedException(Reason.UNREACHABLE, "the hub named an endpoint that is not understood");
            }
            return new EventHubConnectionString(found.host(), address.group(1), hub.keyName(), hub.key());
        }
        if (answer instanceof Answer.Other other) {
            throw new EventFeedException(
                    Reason.UNREACHABLE,
                    "the hub did not tell where its built-in endpoint is (" + other.condition() + ")");
        }
        throw new EventFeedException(
                Reason.REFUSED,
                "the hub refused policy " + hub.keyName()
                        + ": it needs the right ServiceConnect, and this machine's clock must be right");
    }

    private Answer ask(IotHubConnectionString hub) throws InterruptedException {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        String host = hub.hostOnly();
        String user = hub.keyName() + "@sas.root." + host.split("\\.", 2)[0];
        String password =
                SasToken.sign(hub, EVENTS, clock.instant().plus(TOKEN_LIFE)).reveal();
        RedirectExchange exchange =
                new RedirectExchange(host, user, password, EVENTS.substring(1) + "/$management", answer);
        OkHttpClient client = client();
        Request request = new Request.Builder()
                .url("https://" + hub.hostName() + PATH)
                .header("Sec-WebSocket-Protocol", SUBPROTOCOL)
                .build();
        WebSocket socket = client.newWebSocket(request, new Line(exchange, answer));
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new EventFeedException(Reason.UNREACHABLE, e.getCause().getMessage());
        } catch (TimeoutException e) {
            throw new EventFeedException(
                    Reason.UNREACHABLE, "the hub did not answer within " + PATIENCE.toSeconds() + " s");
        } finally {
            socket.cancel();
            HttpClients.close(client);
        }
    }

    private OkHttpClient client() {
        return HttpClients.builder(network.way(), network.extraRoots())
                .connectTimeout(Duration.ofSeconds(10))
                .readTimeout(PATIENCE)
                .build();
    }

    /** Carries the conversation; OkHttp calls it from one thread after the other. */
    private static final class Line extends WebSocketListener {
        private final RedirectExchange exchange;
        private final CompletableFuture<Answer> answer;

        Line(RedirectExchange exchange, CompletableFuture<Answer> answer) {
            this.exchange = exchange;
            this.answer = answer;
        }

        @Override
        public synchronized void onOpen(WebSocket socket, Response response) {
            exchange.send(bytes -> socket.send(ByteString.of(bytes)));
        }

        @Override
        public synchronized void onMessage(WebSocket socket, ByteString bytes) {
            try {
                exchange.receive(bytes.toByteArray());
                exchange.send(out -> socket.send(ByteString.of(out)));
            } catch (TransportException e) {
                answer.completeExceptionally(new IllegalStateException("the hub's answer is not AMQP", e));
            }
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            answer.completeExceptionally(new IllegalStateException("the hub ended the connection"));
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, Response response) {
            // The text of the failure names hosts only; the request's headers hold no secret.
            String words = response == null ? String.valueOf(failure.getMessage()) : "HTTP " + response.code();
            answer.completeExceptionally(new IllegalStateException("the hub cannot be reached over AMQP: " + words));
        }
    }
}
