package io.github.flexyfleet.simulator.flexy.mqtt;

import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuthBuilder;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.github.flexyfleet.simulator.time.Busy;
import io.github.flexyfleet.simulator.time.Worker;
import io.github.flexyfleet.simulator.vm.bridge.MqttAccess.Message;
import io.github.flexyfleet.simulator.vm.bridge.Refusal;
import io.reactivex.schedulers.Schedulers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * One client: 2 started, 3 connecting, 4 disconnected, 5 connected. Each try to connect uses a new client of the MQTT
 * library, so that names, files and clock are looked at anew. Thread-safe; connecting happens on the executor.
 */
final class MqttSession {
    static final int STARTED = 2;
    static final int CONNECTING = 3;
    static final int DISCONNECTED = 4;
    static final int CONNECTED = 5;
    /** Native default keep-alive, seconds (flexy-etk 1.2). */
    private static final int KEEP_ALIVE = 60;
    /** An answer that has not come after so long of the machine's own time is not on the wire. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);
    /** Most received messages that wait; INFERRED. */
    private static final int DEPTH = 100;

    private final NativeMqtt owner;
    private final int handle;
    private final String clientId;
    private final String host;
    private final MqttOptions options;
    private final Map<String, Integer> wanted = new LinkedHashMap<>();
    private final Map<String, Integer> subscribed = new LinkedHashMap<>();
    private final Deque<Mqtt3Publish> queued = new ArrayDeque<>();
    private final Deque<Message> received = new ArrayDeque<>();
    private int status = STARTED;
    private boolean everStarted;
    private boolean freed;
    private boolean held;
    private volatile boolean silent;
    private Mqtt3AsyncClient client;
    private CompletableFuture<?> attempted = CompletableFuture.completedFuture(null);
    private Worker.Task retry;

    MqttSession(NativeMqtt owner, int handle, String clientId, String host) {
        this.owner = owner;
        this.handle = handle;
        this.clientId = clientId;
        this.host = host;
        this.options = new MqttOptions(owner.quirks());
    }

    synchronized void option(String name, String value) throws Refusal {
        options.set(name, value);
    }

    synchronized void connect() {
        if (!everStarted) {
            everStarted = true;
            owner.run(this::attempt);
        }
    }

    synchronized int status() {
        return status;
    }

    synchronized void subscribe(String pattern, int qos) throws Refusal {
        if (pattern == null || pattern.isEmpty() || qos < 0 || qos > 2) {
            throw new Refusal("MQTT subscription");
        }
        if (owner.quirks().resubscribes()) {
            subscribed.put(pattern, qos);
        }
        if (status == CONNECTED) {
            send(client, pattern, qos);
        } else {
            wanted.put(pattern, qos);
        }
    }

    synchronized Message read() {
        return received.pollFirst();
    }

    /** While not connected it is refused, and the reconnection under way starts anew (flexy-etk 1.2). */
    synchronized void publish(String topic, byte[] payload, int qos, boolean retain) throws Refusal {
        boolean queues = owner.quirks().queuesWhileDown() && queued.size() < DEPTH;
        if (status != CONNECTED && !queues) {
            if (retry != null && retry.cancel()) {
                retryLater();
            }
            throw new Refusal("MQTT client is not connected");
        }
        MqttQos level = MqttQos.fromCode(qos);
        if (topic == null || topic.isEmpty() || level == null) {
            throw new Refusal("MQTT message");
        }
        int largest = owner.quirks().largestPayload();
        if (largest > 0 && payload != null && payload.length > largest * 1024) {
            throw new Refusal("MQTT message is too large");
        }
        Mqtt3Publish message = Mqtt3Publish.builder()
                .topic(topic)
                .qos(level)
                .retain(retain)
                .payload(payload == null ? new byte[0] : payload.clone())
                .build();
        if (status == CONNECTED) {
            send(client, message);
        } else {
            queued.add(message);
        }
    }

    /**
     * Ends the client; a try to connect that is under way ends first, since the library cannot break it off. Answers what
     * completes when the library is done with the connection.
     *
     * @param executor hands the work to the library; not a thread of the VM
     */
    synchronized CompletableFuture<?> free(Executor executor) {
        freed = true;
        if (retry != null) {
            retry.cancel();
        }
        Mqtt3AsyncClient last = client;
        client = null;
        if (last == null) {
            return CompletableFuture.completedFuture(null);
        }
        return attempted.handle((answer, failure) -> last).thenComposeAsync(Mqtt3AsyncClient::disconnect, executor);
    }

    /** The line is cut, without a goodbye. */
    synchronized void cut() {
        if (client != null && status == CONNECTED) {
            Line.cut(client);
        }
    }

    private synchronized void attempt() {
        if (freed) {
            return;
        }
        change(CONNECTING);
        Busy busy = owner.busy();
        try {
            Mqtt3AsyncClient next = build();
            client = next;
            next.publishes(MqttGlobalPublishFilter.ALL, this::arrived);
            attempted = next.connect(Mqtt3Connect.builder()
                            .keepAlive(options.number("KEEPALIVE", KEEP_ALIVE))
                            .cleanSession(options.flag("CLEANSESSION", true))
                            .build())
                    .whenComplete((answer, failure) -> {
                        if (failure == null) {
                            connected(next);
                        }
                        busy.close();
                    });
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            owner.log("MQTT: " + e.getMessage());
            lost(e);
            busy.close();
        }
    }

    private Mqtt3AsyncClient build() throws IOException, GeneralSecurityException {
        InetSocketAddress real = owner.network().resolve(host, options.number("PORT", 1883));
        // The address carries the server's own name: the TLS layer sends and verifies that one.
        InetAddress named = InetAddress.getByAddress(host, real.getAddress().getAddress());
        Mqtt3ClientBuilder builder = Mqtt3Client.builder()
                .identifier(clientId)
                .serverAddress(new InetSocketAddress(named, real.getPort()))
                // One thread, so that answers come in the order in which they were sent.
                .executorConfig(MqttClientExecutorConfig.builder()
                        .applicationScheduler(Schedulers.from(owner::run))
                        .build())
                .addDisconnectedListener(context -> lost(context.getCause()));
        if (options.tls()) {
            builder = builder.sslConfig(MqttClientSslConfig.builder()
                    .trustManagerFactory(
                            options.trust(owner.flash(), owner.clock().instant()))
                    .keyManagerFactory(options.identity(owner.flash()).orElse(null))
                    .protocols(List.of("TLSv1.2"))
                    .build());
        }
        Optional<String> user = options.text("USERNAME");
        if (user.isPresent()) {
            builder = builder.simpleAuth(auth(user.get()));
        }
        Optional<String> willTopic = options.text("WILLTOPIC");
        if (willTopic.isPresent()) {
            builder = builder.willPublish(Mqtt3Publish.builder()
                    .topic(willTopic.get())
                    .qos(MqttQos.fromCode(options.number("WILLQOS", 0)))
                    .retain(options.flag("WILLRETAIN", false))
                    .payload(options.text("WILLPAYLOAD").orElse("").getBytes(StandardCharsets.ISO_8859_1))
                    .build());
        }
        return builder.buildAsync();
    }

    private Mqtt3SimpleAuth auth(String user) {
        Mqtt3SimpleAuthBuilder.Complete auth = Mqtt3SimpleAuth.builder().username(user);
        Optional<String> word = options.text("PASSWORD");
        return word.isEmpty()
                ? auth.build()
                : auth.password(word.get().getBytes(StandardCharsets.ISO_8859_1))
                        .build();
    }

    private synchronized void connected(Mqtt3AsyncClient source) {
        if (freed || client != source) {
            return;
        }
        change(CONNECTED);
        Map<String, Integer> all = new LinkedHashMap<>(subscribed);
        all.putAll(wanted);
        all.forEach((pattern, qos) -> send(source, pattern, qos));
        wanted.clear();
        queued.forEach(message -> send(source, message));
        queued.clear();
        held = true;
    }

    /** The library tells every end of a connection here, also of one that never came about. */
    private synchronized void lost(Throwable cause) {
        if (freed || status == DISCONNECTED) {
            return;
        }
        owner.log("MQTT: disconnected: " + cause);
        client = null;
        change(DISCONNECTED);
        boolean again = isOfTls(cause)
                ? owner.quirks().retriesTls()
                : !held || owner.quirks().reconnects();
        held = false;
        if (again) {
            retryLater();
        }
    }

    private static boolean isOfTls(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof SSLException || each instanceof GeneralSecurityException) {
                return true;
            }
        }
        return false;
    }

    private void retryLater() {
        retry = owner.schedule(this::attempt);
    }

    private void send(Mqtt3AsyncClient target, Mqtt3Publish message) {
        owner.run(() -> onTheWire(target.publish(message)));
    }

    private void send(Mqtt3AsyncClient target, String pattern, int qos) {
        MqttQos level = MqttQos.fromCode(qos);
        owner.run(() ->
                onTheWire(target.subscribeWith().topicFilter(pattern).qos(level).send()));
    }

    /** The gateway's client shows neither acknowledgements nor their absence. */
    @SuppressWarnings("unused")
    static void forget(CompletableFuture<?> outcome) {}

    /**
     * No time passes until the hub has answered; what it sent before its answer has arrived then. A hub that leaves one
     * without an answer while the connection stands holds the time no more until it answers again.
     */
    private void onTheWire(CompletableFuture<?> outcome) {
        Busy busy = silent ? () -> {} : owner.busy();
        forget(outcome.thenRun(() -> silent = false));
        forget(outcome.copy()
                .orTimeout(LONGEST_ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, failure) -> {
                    silent |= failure instanceof TimeoutException;
                    busy.close();
                }));
    }

    private void arrived(Mqtt3Publish publish) {
        synchronized (this) {
            if (freed || received.size() >= DEPTH) {
                return;
            }
            received.addLast(new Message(publish.getTopic().toString(), publish.getPayloadAsBytes()));
        }
        owner.messageEvent(handle);
    }

    private void change(int next) {
        status = next;
        owner.statusEvent(handle);
    }
}
