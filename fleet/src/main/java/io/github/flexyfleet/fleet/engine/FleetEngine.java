package io.github.flexyfleet.fleet.engine;

import io.github.flexyfleet.fleet.rollout.CallCounter;
import io.github.flexyfleet.fleet.rollout.DeviceProblemException;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.rollout.DeviceTarget;
import io.github.flexyfleet.fleet.rollout.Pace;
import io.github.flexyfleet.fleet.rollout.RegistryIdentities;
import io.github.flexyfleet.fleet.rollout.Rollout;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.fleet.rollout.RuntimeRelease;
import io.github.flexyfleet.fleet.rollout.StatusReader;
import io.github.flexyfleet.fleet.rollout.Talk2mLinks;
import io.github.flexyfleet.fleet.talk2m.DeviceLogin;
import io.github.flexyfleet.fleet.talk2m.FlexyForms;
import io.github.flexyfleet.fleet.talk2m.M2WebClient;
import io.github.flexyfleet.fleet.talk2m.RuntimeClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Deploys a fleet and reads its state. One use at a time. */
public final class FleetEngine {
    private final Connections connections;
    private final RuntimeRelease release;
    private final RolloutSettings settings;
    private final Pace pace;

    /**
     * Sets up; reaches nothing yet.
     *
     * @param connections the way to the world
     * @param release the runtime that belongs to this tool
     * @param settings bounds of a rollout
     * @param pace clock
     */
    public FleetEngine(Connections connections, RuntimeRelease release, RolloutSettings settings, Pace pace) {
        this.connections = connections;
        this.release = release;
        this.settings = settings;
        this.pace = pace;
    }

    /**
     * Takes every device to its wanted digest, on evidence.
     *
     * @param fleet name of the fleet, for the report
     * @param targets the devices, at least one
     * @param listener hears of progress, from several threads
     * @throws DeviceProblemException when the Talk2M account cannot be asked for its devices; nothing was done then
     */
    public RolloutResult deploy(String fleet, List<DeviceTarget> targets, Consumer<RolloutEvent> listener)
            throws DeviceProblemException, InterruptedException {
        Instant started = pace.now();
        CallCounter counter = new CallCounter();
        try (M2WebClient client = client(counter)) {
            Rollout rollout = new Rollout(
                    links(client, targets, counter),
                    new RegistryIdentities(connections.registry()),
                    connections.events(),
                    settings,
                    pace,
                    listener);
            List<DeviceResult> results = rollout.run(targets);
            return new RolloutResult(fleet, started, pace.now(), results, counter.account(), rollout.stopped());
        }
    }

    /**
     * Asks every device for its status; writes nothing.
     *
     * @throws DeviceProblemException when the Talk2M account cannot be asked for its devices
     */
    public List<DeviceState> status(List<DeviceTarget> targets) throws DeviceProblemException, InterruptedException {
        CallCounter counter = new CallCounter();
        try (M2WebClient client = client(counter)) {
            return new StatusReader(links(client, targets, counter), settings.concurrency()).read(targets);
        }
    }

    private M2WebClient client(CallCounter counter) {
        return new M2WebClient(connections.talk2m(), pace::now, counter);
    }

    private Talk2mLinks links(M2WebClient client, List<DeviceTarget> targets, CallCounter counter)
            throws DeviceProblemException {
        Map<String, DeviceLogin> byName = targets.stream()
                .collect(Collectors.toMap(
                        DeviceTarget::talk2mName, target -> connections.logins().of(target.device())));
        FlexyForms forms = new FlexyForms(client, device -> byName.get(device.name()));
        RuntimeClient runtime = new RuntimeClient(forms, connections.talk2m().retries());
        return new Talk2mLinks(client, forms, runtime, release, pace, settings.deviceEvery(), counter);
    }
}
