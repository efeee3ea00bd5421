package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.simulator.RehearsalWorld;
import io.github.flexyfleet.simulator.hub.HubEvent;
import io.github.flexyfleet.simulator.time.VirtualTime;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** What the devices of a rehearsal say at their hub from now on. */
final class Voices {
    private Voices() {}

    /** Each device says something in this time, and says it with its own value of a property alone. */
    static void allWith(
            String property, Map<DeviceId, String> values, RehearsalWorld world, VirtualTime time, Duration listening)
            throws InterruptedException {
        long before = world.events().last();
        time.pass(listening);
        Map<DeviceId, Set<String>> heard = world.events().since(before).stream()
                .filter(event -> event.properties().containsKey(property))
                .collect(Collectors.groupingBy(event -> new DeviceId(event.deviceId()), values(property)));
        Map<DeviceId, Set<String>> wanted = values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Set.of(entry.getValue())));
        assertThat(heard).containsExactlyInAnyOrderEntriesOf(wanted);
    }

    private static Collector<HubEvent, ?, Set<String>> values(String property) {
        return Collectors.mapping(event -> event.properties().get(property), Collectors.toSet());
    }
}
