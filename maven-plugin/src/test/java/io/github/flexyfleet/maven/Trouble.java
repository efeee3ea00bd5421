package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.Stage;
import io.github.flexyfleet.simulator.fault.Deed;
import io.github.flexyfleet.simulator.fault.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** What goes wrong with a device in a rollout, and before which step. */
record Trouble(Stage before, Kind kind) {
    enum Kind {
        POWER_CUT,
        POWER_CUT_IN_A_WRITE,
        REBOOT,
        OFFLINE,
        NO_WAN,
        NO_PORT,
        HANG_UP,
        HUB_OUTAGE,
        HUB_THROTTLES,
        TOOL_DIES;

        /** Has it happen now; the ports are those by which devices of the fleet reach the hub. */
        void strike(Faults faults, Fleet fleet, DeviceId device, Set<Integer> ports) {
            String gateway = fleet.devices().stream()
                    .filter(each -> each.id().equals(device))
                    .findFirst()
                    .orElseThrow()
                    .talk2mName();
            switch (this) {
                case POWER_CUT -> faults.now(gateway, new Deed.PowerCut(0));
                case POWER_CUT_IN_A_WRITE -> faults.now(gateway, new Deed.PowerCut(2));
                case REBOOT -> faults.now(gateway, new Deed.Reboot());
                case OFFLINE -> faults.now(gateway, new Deed.Offline(Duration.ofMinutes(4)));
                case NO_WAN -> faults.now(gateway, new Deed.NoWan(Duration.ofMinutes(3)));
                case NO_PORT ->
                    ports.forEach(port -> faults.now(gateway, new Deed.ClosedPort(port, Duration.ofMinutes(3))));
                case HANG_UP -> faults.now(new Deed.Disconnect(device.value()));
                case HUB_OUTAGE -> faults.now(new Deed.Outage(Duration.ofSeconds(90)));
                case HUB_THROTTLES -> faults.now(new Deed.Throttle(Duration.ofSeconds(90)));
                case TOOL_DIES -> throw new IllegalStateException("the tool dies here");
            }
        }
    }

    /** Every kind of fault before every step, in an order by chance, as far as there are devices. */
    static Map<DeviceId, Trouble> spread(List<Stage> steps, List<Device> devices, Random random) {
        List<Trouble> all = new ArrayList<>(steps.stream()
                .flatMap(step -> Stream.of(Kind.values()).map(kind -> new Trouble(step, kind)))
                .toList());
        Collections.shuffle(all, random);
        Map<DeviceId, Trouble> troubles = new LinkedHashMap<>();
        for (int i = 0; i < devices.size(); i++) {
            troubles.put(devices.get(i).id(), all.get(i % all.size()));
        }
        return troubles;
    }
}
