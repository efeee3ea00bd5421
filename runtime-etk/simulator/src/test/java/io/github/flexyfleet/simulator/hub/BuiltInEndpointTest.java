package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.AmqpTransportType;
import com.azure.core.amqp.ProxyAuthenticationType;
import com.azure.core.amqp.ProxyOptions;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.EventHubConsumerClient;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import java.net.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** The official Event Hubs client at the hub's built-in endpoint. */
class BuiltInEndpointTest extends HubOverMqtt {
    private SSLContext before;
    private Proxy proxy;

    /** The client takes no trust of its own, only that of the process. */
    @BeforeEach
    void trustTheWorld() throws Exception {
        before = SSLContext.getDefault();
        SSLContext.setDefault(hub.net.tls("TLS"));
        proxy = hub.net.proxy();
    }

    @AfterEach
    void trustAsBefore() {
        SSLContext.setDefault(before);
    }

    private EventHubConsumerClient client(String connectionString, String group) {
        return builder(connectionString, group).buildConsumerClient();
    }

    private EventHubClientBuilder builder(String connectionString, String group) {
        return new EventHubClientBuilder()
                .connectionString(connectionString)
                .consumerGroup(group)
                .transportType(AmqpTransportType.AMQP_WEB_SOCKETS)
                .proxyOptions(new ProxyOptions(ProxyAuthenticationType.NONE, proxy, null, null))
                .retryOptions(new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(Duration.ofSeconds(20)));
    }

    @Test
    void whatADevicePublishesReachesTheOfficialClient() throws Exception {
        Mqtt3BlockingClient device = connected("d1");
        publish(device, EVENTS + "$.ct=application%2Fjson&$.ce=utf-8&cfg=0a1b&seq=1", "{\"pressure\":\"4.2\"}");
        publish(device, EVENTS + "$.ct=application%2Fjson&$.ce=utf-8&cfg=0a1b&seq=2", "{\"pressure\":\"4.3\"}");

        try (EventHubConsumerClient client = client(running.eventHubConnectionString(), "$Default")) {
            List<String> partitions = new ArrayList<>();
            client.getPartitionIds().forEach(partitions::add);
            assertThat(partitions).containsExactly("0", "1", "2", "3");

            String home = Integer.toString(Partitions.partitionOf("d1", 4));
            List<EventData> events = new ArrayList<>();
            for (PartitionEvent event : client.receiveFromPartition(home, 2, EventPosition.earliest())) {
                events.add(event.getData());
            }
            assertThat(events)
                    .extracting(EventData::getBodyAsString)
                    .containsExactly("{\"pressure\":\"4.2\"}", "{\"pressure\":\"4.3\"}");
            assertThat(events.get(0).getProperties())
                    .containsEntry("cfg", "0a1b")
                    .containsEntry("seq", "1");
            assertThat(events.get(0).getSystemProperties())
                    .containsEntry("iothub-connection-device-id", "d1")
                    .containsEntry("iothub-message-source", "Telemetry");
            assertThat(events.get(0).getEnqueuedTime()).isEqualTo(hub.net.clock.instant());
        }
    }

    private static final String BAG = "$.ct=application%2Fjson&seq=";

    private static List<String> bodies(EventHubConsumerClient client, int partition, int count, EventPosition from) {
        List<String> bodies = new ArrayList<>();
        for (PartitionEvent event :
                client.receiveFromPartition(Integer.toString(partition), count, from, Duration.ofSeconds(20))) {
            bodies.add(event.getData().getBodyAsString());
        }
        return bodies;
    }

    @Test
    void aReaderStartsAtATimeOrBehindANumberOrAtTheEnd() throws Exception {
        Mqtt3BlockingClient device = connected("d1");
        int home = Partitions.partitionOf("d1", 4);
        publish(device, EVENTS + BAG + 1, "one");
        hub.net.clock.advance(Duration.ofMinutes(1));
        Instant later = hub.net.clock.instant();
        publish(device, EVENTS + BAG + 2, "two");
        publish(device, EVENTS + BAG + 3, "three");

        try (EventHubConsumerClient client = client(running.eventHubConnectionString(), "$Default")) {
            assertThat(bodies(client, home, 2, EventPosition.fromEnqueuedTime(later.minusSeconds(1))))
                    .containsExactly("two", "three");
            assertThat(bodies(client, home, 1, EventPosition.fromSequenceNumber(1)))
                    .containsExactly("three");
            assertThat(bodies(client, home, 2, EventPosition.fromSequenceNumber(1, true)))
                    .containsExactly("two", "three");
            assertThat(client.getPartitionProperties(Integer.toString(home)).getLastEnqueuedSequenceNumber())
                    .isEqualTo(2);
            assertThat(client.getPartitionProperties(Integer.toString((home + 1) % 4))
                            .isEmpty())
                    .isTrue();
        }
    }

    @Test
    void allMessagesOfADeviceLieInOnePartitionInTheirOrder() throws Exception {
        List<Mqtt3BlockingClient> devices = List.of(connected("d1"), connected("pump-2"), connected("tank-3"));
        for (int number = 1; number <= 20; number++) {
            for (Mqtt3BlockingClient device : devices) {
                String id =
                        device.getConfig().getClientIdentifier().orElseThrow().toString();
                publish(device, "devices/" + id + "/messages/events/" + BAG + number, id + " " + number);
            }
        }

        try (EventHubConsumerClient client = client(running.eventHubConnectionString(), "$Default")) {
            for (String id : List.of("d1", "pump-2", "tank-3")) {
                int home = Partitions.partitionOf(id, 4);
                int neighbours = (int) List.of("d1", "pump-2", "tank-3").stream()
                        .filter(other -> Partitions.partitionOf(other, 4) == home)
                        .count();
                List<String> own = bodies(client, home, 20 * neighbours, EventPosition.earliest()).stream()
                        .filter(body -> body.startsWith(id + " "))
                        .toList();
                assertThat(own).hasSize(20).first().isEqualTo(id + " 1");
                assertThat(own).last().isEqualTo(id + " 20");
            }
        }
    }

    @Test
    void aReaderThatWaitsGetsWhatComes() throws Exception {
        Mqtt3BlockingClient device = connected("d1");
        int home = Partitions.partitionOf("d1", 4);
        String threeKilobytes = "x".repeat(3_000);
        try (EventHubConsumerClient client = client(running.eventHubConnectionString(), "$Default")) {
            hub.net.workers.execute(() -> {
                publish(device, EVENTS + BAG + 1, threeKilobytes);
                publish(device, EVENTS + BAG + 2, "small");
            });

            assertThat(bodies(client, home, 2, EventPosition.earliest())).containsExactly(threeKilobytes, "small");
        }
    }

    /** Close to the most that the hub takes of a device (azure-iot-hub 1), between small ones. */
    @Test
    void largeMessagesArriveWholeAndInOrder() throws Exception {
        Mqtt3BlockingClient device = connected("d1");
        int home = Partitions.partitionOf("d1", 4);
        List<String> sent = List.of("small", large(1, 200_000), large(2, 255_000), "small again", large(3, 70_000));
        try (EventHubConsumerClient client = client(running.eventHubConnectionString(), "$Default")) {
            for (int number = 0; number < sent.size(); number++) {
                publish(device, EVENTS + BAG + number, sent.get(number));
            }

            List<String> seen = bodies(client, home, sent.size(), EventPosition.earliest());

            assertThat(seen).extracting(String::length).containsExactly(5, 200_000, 255_000, 11, 70_000);
            assertThat(seen.equals(sent)).as("every byte is right").isTrue();
        }
    }

    /** No two parts of it are equal, so that none can stand for another. */
    private static String large(int seed, int length) {
        Random random = new Random(seed);
        return random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void aKeyThatIsNotTheHubsReadsNothing() {
        String wrong = running.eventHubConnectionString().replace(TestHub.KEY, "B".repeat(43) + "=");
        try (EventHubConsumerClient client = client(wrong, "$Default")) {
            assertThatThrownBy(() -> client.getPartitionIds().forEach(id -> {}))
                    .hasMessageContaining("status-code: 401");
        }
    }

    @Test
    void fiveReadersOfAGroupReadAPartitionAndASixthHasToWait() throws Exception {
        int home = Partitions.partitionOf("d1", 4);
        publish(connected("d1"), EVENTS + BAG + 1, "one");
        running.addConsumerGroup("mine");
        List<EventHubConsumerAsyncClient> clients = new ArrayList<>();
        List<Disposable> readers = new ArrayList<>();
        try (EventHubConsumerClient sixth = client(running.eventHubConnectionString(), "$Default");
                EventHubConsumerClient other = client(running.eventHubConnectionString(), "mine")) {
            for (int number = 0; number < 5; number++) {
                CountDownLatch reads = new CountDownLatch(1);
                clients.add(
                        builder(running.eventHubConnectionString(), "$Default").buildAsyncConsumerClient());
                readers.add(clients.get(number)
                        .receiveFromPartition(Integer.toString(home), EventPosition.earliest())
                        .subscribe(event -> reads.countDown()));
                assertThat(reads.await(30, TimeUnit.SECONDS)).isTrue();
            }
            assertThatThrownBy(() -> bodies(sixth, home, 1, EventPosition.earliest()))
                    .hasStackTraceContaining("maximum number of allowed receivers");
            assertThat(bodies(other, home, 1, EventPosition.earliest())).containsExactly("one");
        } finally {
            readers.forEach(Disposable::dispose);
            clients.forEach(EventHubConsumerAsyncClient::close);
        }
    }

    @Test
    void aConsumerGroupMustExist() {
        try (EventHubConsumerClient client = client(running.eventHubConnectionString(), "mine")) {
            assertThatThrownBy(() -> bodies(client, 0, 1, EventPosition.earliest()))
                    .hasStackTraceContaining("could not be found");
        }
        running.addConsumerGroup("mine");
        try (EventHubConsumerClient client = client(running.eventHubConnectionString(), "mine")) {
            assertThat(client.getPartitionProperties("0").isEmpty()).isTrue();
        }
    }
}
