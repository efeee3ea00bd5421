package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.AmqpTransportType;
import com.azure.core.amqp.ProxyAuthenticationType;
import com.azure.core.amqp.ProxyOptions;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerClient;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import io.github.flexyfleet.simulator.net.ConnectProxy;
import io.github.flexyfleet.simulator.net.WebClient;
import java.net.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The official Event Hubs client at the hub's built-in endpoint. */
class BuiltInEndpointTest extends HubOverMqtt {
    private SSLContext before;
    private ConnectProxy proxy;

    /** The client takes no trust of its own, only that of the process. */
    @BeforeEach
    void trustTheWorld() throws Exception {
        before = SSLContext.getDefault();
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(WebClient.store(hub.net.ca.certificate()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        SSLContext.setDefault(context);
        proxy = ConnectProxy.start(hub.net.transport, hub.net.network);
        hub.net.closing(proxy);
    }

    @AfterEach
    void trustAsBefore() {
        SSLContext.setDefault(before);
    }

    private EventHubConsumerClient client(String connectionString, String group) {
        return new EventHubClientBuilder()
                .connectionString(connectionString)
                .consumerGroup(group)
                .transportType(AmqpTransportType.AMQP_WEB_SOCKETS)
                .proxyOptions(new ProxyOptions(
                        ProxyAuthenticationType.NONE, new Proxy(Proxy.Type.HTTP, proxy.address()), null, null))
                .retryOptions(new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(Duration.ofSeconds(20)))
                .buildConsumerClient();
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
            assertThat(events).extracting(EventData::getBodyAsString).containsExactly(
                    "{\"pressure\":\"4.2\"}", "{\"pressure\":\"4.3\"}");
            assertThat(events.get(0).getProperties()).containsEntry("cfg", "0a1b").containsEntry("seq", "1");
            assertThat(events.get(0).getSystemProperties())
                    .containsEntry("iothub-connection-device-id", "d1")
                    .containsEntry("iothub-message-source", "Telemetry");
            assertThat(events.get(0).getEnqueuedTime()).isEqualTo(hub.net.clock.instant());
        }
    }
}
