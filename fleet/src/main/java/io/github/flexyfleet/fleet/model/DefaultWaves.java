package io.github.flexyfleet.fleet.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The waves of a fleet that names none: one device of each kind of configuration, then a tenth, then the rest. So a
 * mistake meets one device, and one that needs numbers to show meets a tenth.
 */
final class DefaultWaves {
    private static final Share TENTH = new Share(1000);

    private DefaultWaves() {}

    /**
     * What a mistake in a configuration would share with others: how devices reach the hub, and the form of their tag
     * groups. Which tags these select, and what differs from site to site, makes no kind of its own.
     */
    private record Kind(HubAccess.Transport transport, String auth, Spool spool, List<GroupKind> groups) {
        static Kind of(Device device) {
            return new Kind(
                    device.hubAccess().transport(),
                    device.hubAccess().auth().getClass().getSimpleName(),
                    device.spool(),
                    device.tagGroups().stream().map(GroupKind::of).toList());
        }
    }

    private record GroupKind(
            String name,
            Optional<Duration> onChange,
            Optional<Duration> full,
            Optional<Deadband> deadband,
            PayloadFormat format) {
        static GroupKind of(TagGroup group) {
            return new GroupKind(
                    group.name(), group.onChange(), group.full(), group.push().deadband(), group.format());
        }
    }

    /** The waves; those without a device are left out. */
    static List<Wave> of(List<Device> devices, WaveOrder order, List<GateRule> gates) {
        List<DeviceId> left = new ArrayList<>(devices.stream().map(Device::id).toList());
        List<Wave> waves = new ArrayList<>();
        add(waves, "canary", canaries(devices, order), gates, left);
        add(waves, "tenth", order.first(left, Math.min(left.size(), TENTH.of(devices.size()))), gates, left);
        add(waves, "rest", List.copyOf(left), gates, left);
        return waves;
    }

    private static void add(
            List<Wave> waves, String name, List<DeviceId> devices, List<GateRule> gates, List<DeviceId> left) {
        if (!devices.isEmpty()) {
            waves.add(new Wave(name, devices, Duration.ZERO, gates, false));
            left.removeAll(Set.copyOf(devices));
        }
    }

    /** One of each kind, the commonest kinds first; never more than a tenth of the fleet, or it would be no canary. */
    private static List<DeviceId> canaries(List<Device> devices, WaveOrder order) {
        Map<Kind, List<DeviceId>> kinds = new LinkedHashMap<>();
        devices.forEach(device -> kinds.computeIfAbsent(Kind.of(device), kind -> new ArrayList<>())
                .add(device.id()));
        List<DeviceId> chosen = kinds.values().stream()
                .sorted(Comparator.comparing((List<DeviceId> alike) -> alike.size())
                        .reversed())
                .limit(TENTH.of(devices.size()))
                .map(alike -> order.first(alike, 1).get(0))
                .toList();
        return devices.stream().map(Device::id).filter(chosen::contains).toList();
    }
}
