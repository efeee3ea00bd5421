package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.Stage;
import io.github.flexyfleet.simulator.fault.Deed;
import io.github.flexyfleet.simulator.fault.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One thing that goes wrong with each device while its certificate or key is exchanged, when it comes to a step. Ten devices
 * meet every kind of fault and every step, sixty meet each kind at each step; which device meets what is by chance.
 * Thread-safe.
 */
final class RenewalTroubles {
    private static final List<Stage> STEPS =
            List.of(Stage.OBSERVE, Stage.IDENTITY, Stage.UPLOAD, Stage.APPLY, Stage.EVIDENCE, Stage.CONFIRM);

    private final Faults faults;
    private final Map<DeviceId, Trouble> troubles;
    private final Map<DeviceId, Device> devices;
    private final Set<DeviceId> struck = ConcurrentHashMap.newKeySet();

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
        TOOL_DIES
    }

    /** What goes wrong with a device, and before which step. */
    record Trouble(Stage before, Kind kind) {}

    RenewalTroubles(Faults faults, List<Device> devices, Random random) {
        this.faults = faults;
        this.devices = devices.stream().collect(Collectors.toMap(Device::id, Function.identity()));
        List<Trouble> all = plan(devices.size(), random);
        this.troubles = new ConcurrentHashMap<>();
        for (int i = 0; i < devices.size(); i++) {
            troubles.put(devices.get(i).id(), all.get(i));
        }
    }

    private static List<Trouble> plan(int count, Random random) {
        List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
        List<Stage> steps = new ArrayList<>(STEPS);
        Collections.shuffle(kinds, random);
        Collections.shuffle(steps, random);
        List<Trouble> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Ten and six have thirty in common, so that a kind meets its other three steps in the second thirty.
            all.add(new Trouble(steps.get((i + i / 30) % steps.size()), kinds.get(i % kinds.size())));
        }
        Collections.shuffle(all, random);
        return all;
    }

    /** How many devices meet something at each step. */
    Map<Stage, Long> steps() {
        return troubles.values().stream()
                .collect(Collectors.groupingBy(
                        Trouble::before, () -> new EnumMap<>(Stage.class), Collectors.counting()));
    }

    /** The kinds of fault that come about. */
    Set<Kind> kinds() {
        return troubles.values().stream().map(Trouble::kind).collect(Collectors.toSet());
    }

    /** The devices with which something went wrong by now. */
    Set<DeviceId> struck() {
        return Set.copyOf(struck);
    }

    /**
     * Hears of a step before it is taken, and strikes once a device.
     *
     * @throws IllegalStateException when the tool's work on the device is to die here, with nothing tidied up
     */
    void hear(RolloutEvent event) {
        if (event instanceof RolloutEvent.StageReached step
                && troubles.get(step.device()).before() == step.stage()
                && struck.add(step.device())) {
            strike(devices.get(step.device()), troubles.get(step.device()).kind());
        }
    }

    private void strike(Device device, Kind kind) {
        String gateway = device.talk2mName();
        switch (kind) {
            case POWER_CUT -> faults.now(gateway, new Deed.PowerCut(0));
            case POWER_CUT_IN_A_WRITE -> faults.now(gateway, new Deed.PowerCut(2));
            case REBOOT -> faults.now(gateway, new Deed.Reboot());
            case OFFLINE -> faults.now(gateway, new Deed.Offline(Duration.ofMinutes(4)));
            case NO_WAN -> faults.now(gateway, new Deed.NoWan(Duration.ofMinutes(3)));
            case NO_PORT -> {
                faults.now(gateway, new Deed.ClosedPort(8883, Duration.ofMinutes(3)));
                faults.now(gateway, new Deed.ClosedPort(443, Duration.ofMinutes(3)));
            }
            case HANG_UP -> faults.now(new Deed.Disconnect(device.id().value()));
            case HUB_OUTAGE -> faults.now(new Deed.Outage(Duration.ofSeconds(90)));
            case HUB_THROTTLES -> faults.now(new Deed.Throttle(Duration.ofSeconds(90)));
            case TOOL_DIES -> throw new IllegalStateException("the tool dies here");
        }
    }
}
