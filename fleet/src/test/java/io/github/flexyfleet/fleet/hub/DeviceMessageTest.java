package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceMessageTest {
    @Test
    void readsTheRuntimesProperties() {
        DeviceMessage message = message(Map.of(
                "cfg", "0123456789abcdef",
                "fp", "0123456789ABCDEF",
                "boot", "3",
                "seq", "17",
                "kind", "change",
                "group", "fast"));

        assertThat(message.configuration()).contains("0123456789abcdef");
        assertThat(message.fingerprint()).contains("0123456789ABCDEF");
        assertThat(message.boot()).hasValue(3);
        assertThat(message.sequence()).hasValue(17);
        assertThat(message.kind()).contains(DeviceMessage.Kind.CHANGE);
        assertThat(message.group()).contains("fast");
    }

    @Test
    void aWillHasNoNumber() {
        DeviceMessage will = message(Map.of("cfg", "0123456789abcdef", "boot", "3", "kind", "lost"));
        assertThat(will.kind()).contains(DeviceMessage.Kind.LOST);
        assertThat(will.sequence()).isEmpty();
    }

    @Test
    void aGapTakesTheNumberOfTheLastMessageDropped() {
        DeviceMessage gap = message(Map.of("cfg", "0123456789abcdef", "boot", "3", "seq", "123", "kind", "gap"));
        assertThat(gap.kind()).contains(DeviceMessage.Kind.GAP);
        assertThat(gap.sequence()).hasValue(123);
    }

    @Test
    void aForeignMessageHasNone() {
        for (DeviceMessage message : new DeviceMessage[] {
            message(Map.of()), message(Map.of("cfg", "x", "fp", "0", "boot", "-1", "seq", "9".repeat(30), "kind", "?"))
        }) {
            assertThat(message.configuration()).isEmpty();
            assertThat(message.fingerprint()).isEmpty();
            assertThat(message.boot()).isEmpty();
            assertThat(message.sequence()).isEmpty();
            assertThat(message.kind()).isEmpty();
            assertThat(message.group()).isEmpty();
        }
    }

    private static DeviceMessage message(Map<String, String> properties) {
        return new DeviceMessage(new DeviceId("d"), Instant.EPOCH, properties, "{}");
    }
}
