package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTopicTest {
    @Test
    void readsTheTopicsOfADevice() {
        assertThat(DeviceTopic.parse("d1", "$iothub/twin/GET/?$rid=12")).contains(new DeviceTopic.TwinGet("12"));
        assertThat(DeviceTopic.parse("d1", "$iothub/twin/PATCH/properties/reported/?$rid=a%20b"))
                .contains(new DeviceTopic.TwinReport("a%20b"));
        assertThat(DeviceTopic.parse("d1", "devices/d1/messages/events"))
                .contains(new DeviceTopic.Telemetry(PropertyBag.parse("")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "devices/d2/messages/events/",
                "devices/d1/messages/eventsx",
                "devices/d1/messages/devicebound/",
                "$iothub/twin/GET/",
                "$iothub/twin/GET/?other=1",
                "devices/d1/messages/events/a=%zz",
                ""
            })
    void takesNoOthers(String topic) {
        assertThat(DeviceTopic.parse("d1", topic)).isEmpty();
    }

    @Test
    void bagIsSplitIntoSystemAndApplication() {
        PropertyBag bag = PropertyBag.parse("$.mid=m%2F1&$.exp=x&%24.cid=c&$other=1&key&fp=%C3%A9");

        assertThat(bag.system())
                .containsOnly(
                        Map.entry("message-id", "m/1"),
                        Map.entry("absolute-expiry-time", "x"),
                        Map.entry("correlation-id", "c"));
        assertThat(bag.application())
                .containsOnly(Map.entry("$other", "1"), Map.entry("key", ""), Map.entry("fp", "é"));
        assertThat(bag.size()).isEqualTo(3 + 1 + 1 + ("$other".length() + 1) + 3 + (2 + 2));
    }

    @Test
    void subscriptionsAreFiveAtMost() {
        Subscriptions subscriptions =
                new Subscriptions(java.util.Set.of("1", "2", "3", "4", "5", "6"), Map.of("1", 0, "2", 1));

        assertThat(subscriptions.add("3", 2)).isEqualTo(1);
        assertThat(subscriptions.add("4", 0)).isZero();
        assertThat(subscriptions.add("5", 1)).isEqualTo(1);
        assertThat(subscriptions.add("6", 1)).isEqualTo(Subscriptions.REFUSED);
        assertThat(subscriptions.add("5", 0)).as("again, at another level").isZero();
        subscriptions.remove("1");
        assertThat(subscriptions.add("6", 1)).isEqualTo(1);
    }
}
