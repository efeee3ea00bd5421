package io.github.flexyfleet.simulator.flexy.mqtt;

import com.hivemq.client.internal.mqtt.MqttClientConfig;
import com.hivemq.client.internal.mqtt.MqttClientConnectionConfig;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientConfig;
import java.lang.reflect.Field;

/**
 * The line under an MQTT client. The library only ends a connection with a goodbye, on which a hub forgets the will; a
 * power cut says none, so the line itself is taken from the library's inside, by reflection and only here.
 */
final class Line {
    private Line() {}

    /** Cuts the connection, if there is one; both sides see it broken. Returns at once. */
    @SuppressWarnings("FutureReturnValueIgnored") // whether the end was orderly does not matter to a cut
    static void cut(Mqtt3AsyncClient client) {
        MqttClientConnectionConfig connection = inside(client.getConfig()).getRawConnectionConfig();
        if (connection != null) {
            connection.getChannel().close();
        }
    }

    private static MqttClientConfig inside(Mqtt3ClientConfig view) {
        try {
            Field delegate = view.getClass().getDeclaredField("delegate");
            delegate.setAccessible(true);
            return (MqttClientConfig) delegate.get(view);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("another version of the MQTT library?", e);
        }
    }
}
