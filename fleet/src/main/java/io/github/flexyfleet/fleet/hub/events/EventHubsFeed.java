package io.github.flexyfleet.fleet.hub.events;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.AmqpTransportType;
import com.azure.core.amqp.ProxyAuthenticationType;
import com.azure.core.amqp.ProxyOptions;
import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.PartitionProperties;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import io.github.flexyfleet.fleet.certificate.TrustedRoots;
import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.hub.EventFeedException;
import io.github.flexyfleet.fleet.hub.EventFeedException.Reason;
import io.github.flexyfleet.fleet.hub.EventHubConnectionString;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/**
 * The messages at a hub's built-in endpoint, all partitions, by the Event Hubs client. It reads over WebSockets on port
 * 443, as everything else here: port 5671 is closed in many places. A link that is lost is opened again behind the last
 * message read.
 */
public final class EventHubsFeed implements EventFeed {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final EventHubConsumerAsyncClient client;
    private final Optional<HostTrust> trust;
    private final Instant from;
    private final Disposable.Composite partitions = Disposables.composite();
    private final Queue<DeviceMessage> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicReference<EventFeedException> failure = new AtomicReference<>();
    /** Number of the last message read, by partition. */
    private final Map<String, Long> reached = new ConcurrentHashMap<>();
    /** Partitions that have to reach a number yet; empty until somebody asks. */
    private Optional<Map<String, Long>> ends = Optional.empty();

    private EventHubsFeed(EventHubConsumerAsyncClient client, Optional<HostTrust> trust, Instant from) {
        this.client = client;
        this.trust = trust;
        this.from = from;
    }

    /**
     * Opens the feed; waits up to 30 s for the endpoint.
     *
     * @param group consumer group
     * @param from what the hub took from this moment on, by the hub's clock
     * @throws EventFeedException when it cannot be read
     */
    public static EventHubsFeed open(
            EventHubConnectionString endpoint, String group, Instant from, IotHubRegistry.Network network) {
        // The client has no other place for roots than the JVM's default.
        Optional<HostTrust> trust = network.extraRoots().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        HostTrust.install(endpoint.namespace(), context(TrustedRoots.withExtra(network.extraRoots()))));
        EventHubClientBuilder builder = new EventHubClientBuilder()
                .connectionString(endpoint.text().reveal())
                .consumerGroup(group)
                .transportType(AmqpTransportType.AMQP_WEB_SOCKETS)
                .retryOptions(new AmqpRetryOptions().setMaxRetries(2).setTryTimeout(PATIENCE.dividedBy(2)));
        proxy(network, endpoint.namespace()).ifPresent(builder::proxyOptions);
        EventHubsFeed feed = new EventHubsFeed(builder.buildAsyncConsumerClient(), trust, from);
        try {
            feed.read();
            return feed;
        } catch (RuntimeException e) {
            feed.close();
            throw e instanceof EventFeedException known ? known : words(e);
        }
    }

    private void read() {
        List<String> ids = client.getPartitionIds().collectList().block(PATIENCE.multipliedBy(2));
        for (String id : ids) {
            AtomicReference<EventPosition> next = new AtomicReference<>(EventPosition.fromEnqueuedTime(from));
            partitions.add(Flux.defer(() -> client.receiveFromPartition(id, next.get()))
                    .doOnNext(event -> next.set(after(event)))
                    .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                            .maxBackoff(LONGEST_PAUSE)
                            .filter(EventHubsFeed::isTransient))
                    .subscribe(
                            event -> {
                                HubMessages.of(event.getData()).ifPresent(arrived::add);
                                reached.put(id, event.getData().getSequenceNumber());
                            },
                            error -> failure.compareAndSet(null, words(error))));
        }
    }

    private static EventPosition after(PartitionEvent event) {
        return EventPosition.fromSequenceNumber(event.getData().getSequenceNumber(), false);
    }

    @Override
    public List<DeviceMessage> poll() {
        List<DeviceMessage> fresh = new ArrayList<>();
        for (DeviceMessage message = arrived.poll(); message != null; message = arrived.poll()) {
            fresh.add(message);
        }
        EventFeedException failed = failure.get();
        if (fresh.isEmpty() && failed != null) {
            throw failed;
        }
        return fresh;
    }

    @Override
    public boolean hasCaughtUp() {
        if (ends.isEmpty()) {
            try {
                ends = Optional.of(ends());
            } catch (RuntimeException e) {
                throw words(e);
            }
        }
        ends.get().entrySet().removeIf(end -> reached.getOrDefault(end.getKey(), -1L) >= end.getValue());
        return ends.get().isEmpty() || failure.get() != null;
    }

    @Override
    public void mark() {
        ends = Optional.empty();
    }

    /** Numbers of the last messages that there are, of partitions that have any of this feed's time. */
    private Map<String, Long> ends() {
        Map<String, Long> last = new HashMap<>();
        for (String id : client.getPartitionIds().collectList().block(PATIENCE)) {
            PartitionProperties there = client.getPartitionProperties(id).block(PATIENCE);
            if (!there.isEmpty() && there.getLastEnqueuedTime().isAfter(from)) {
                last.put(id, there.getLastEnqueuedSequenceNumber());
            }
        }
        return last;
    }

    @Override
    public void close() {
        partitions.dispose();
        client.close();
        trust.ifPresent(HostTrust::close);
    }

    private static boolean isTransient(Throwable error) {
        return !(error instanceof AmqpException amqp) || amqp.isTransient();
    }

    /** What happened, without the client's own text: that one holds addresses and identifiers, and is long. */
    private static EventFeedException words(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof AmqpException amqp) {
                AmqpErrorCondition condition = amqp.getErrorCondition();
                if (condition == AmqpErrorCondition.NOT_FOUND) {
                    return new EventFeedException(
                            Reason.NOT_FOUND, "the built-in endpoint has no such event hub or consumer group");
                }
                if (condition == AmqpErrorCondition.RESOURCE_LIMIT_EXCEEDED
                        || condition == AmqpErrorCondition.LINK_STOLEN) {
                    return new EventFeedException(
                            Reason.CROWDED, "others read with the same consumer group; give this tool its own");
                }
                if (condition == AmqpErrorCondition.UNAUTHORIZED_ACCESS
                        || String.valueOf(amqp.getMessage()).contains("status-code: 401")) {
                    return new EventFeedException(
                            Reason.REFUSED,
                            "the built-in endpoint refused the key: its policy needs the right ServiceConnect");
                }
            }
        }
        return new EventFeedException(
                Reason.UNREACHABLE, "the built-in endpoint cannot be reached over WebSockets on port 443");
    }

    private static Optional<ProxyOptions> proxy(IotHubRegistry.Network network, String host) {
        URI address = URI.create("https://" + host + "/");
        ProxySelector selector = network.way().selector().orElse(ProxySelector.getDefault());
        Optional<Proxy> proxy = selector == null
                ? Optional.empty()
                : selector.select(address).stream()
                        .filter(way -> way.type() == Proxy.Type.HTTP)
                        .findFirst();
        return proxy.map(way -> network.way()
                .login()
                .map(login -> new ProxyOptions(
                        ProxyAuthenticationType.BASIC,
                        way,
                        login.user(),
                        login.password().reveal()))
                .orElseGet(() -> new ProxyOptions(ProxyAuthenticationType.NONE, way, null, null)));
    }

    private static SSLContext context(TrustedRoots roots) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {roots.manager()}, null);
            return context;
        } catch (NoSuchAlgorithmException | KeyManagementException e) {
            throw new IllegalStateException("this Java lacks TLS", e);
        }
    }
}
