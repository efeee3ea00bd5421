package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a connection ends, and what it leaves. */
class HubWillsTest extends HubOverMqtt {
    @Test
    void lostConnectionLeavesItsWill() throws Exception {
        X509Certificate certificate = hub.register("d1");
        try (RawDevice device = new RawDevice(hub, certificate)) {
            device.connect("d1", userName("d1"), 60, EVENTS + "kind=lost", "gone");
            assertThat(device.connAck()).isZero();
        }

        List<HubEvent> events = running.events().await(0, LONG);
        assertThat(events).hasSize(1);
        assertThat(events.get(0).properties())
                .containsOnly(Map.entry("iothub-MessageType", "Will"), Map.entry("kind", "lost"));
        assertThat(events.get(0).body()).isEqualTo("gone".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void goodbyeLeavesNoWill() throws Exception {
        X509Certificate certificate = hub.register("d1");
        try (RawDevice device = new RawDevice(hub, certificate)) {
            device.connect("d1", userName("d1"), 60, EVENTS, "gone");
            assertThat(device.connAck()).isZero();
            device.disconnect();
            assertThat(device.ended()).isTrue();
        }
        // The will would be stored before the end is seen by a device that connects afterwards.
        hub.mqtt("d1", certificate).connect();

        assertThat(running.events().last()).isZero();
    }

    @Test
    void willMustBeAMessage() throws Exception {
        X509Certificate certificate = hub.register("d1");
        try (RawDevice device = new RawDevice(hub, certificate)) {
            device.connect("d1", userName("d1"), 60, "some/topic", "gone");
            assertThat(device.ended()).isTrue();
        }
    }

    @Test
    void silenceOfOneAndAHalfKeepAlivesEndsTheConnection() throws Exception {
        X509Certificate certificate = hub.register("d1");
        try (RawDevice device = new RawDevice(hub, certificate)) {
            device.connect("d1", userName("d1"), 1, EVENTS, "gone");
            assertThat(device.connAck()).isZero();
            assertThat(device.ended()).isTrue();
        }
        assertThat(running.events().await(0, LONG)).hasSize(1);
        assertThat(running.connections().of("d1"))
                .extracting(ConnectionLog.Entry::error)
                .containsExactly(HubError.CONNECTION_CLOSED);
    }
}
