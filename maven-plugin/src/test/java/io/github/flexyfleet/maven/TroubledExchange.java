package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.report.ConsoleReport;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.DeviceSettings;
import io.github.flexyfleet.simulator.hub.HubError;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exchanges what the devices of a fleet show the hub, while something goes wrong with every device at one of the steps.
 *
 * @param <T> what a device shows the hub
 */
abstract class TroubledExchange<T> {
    static final Duration BETWEEN_RUNS = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    Fleet fleet;
    VirtualRehearsal open;

    /** Opens the world of a fleet; to be closed by the caller. */
    final VirtualRehearsal open(Fleet written) throws Exception {
        fleet = written;
        open = new VirtualRehearsal(written, folder, Instant.now().truncatedTo(ChronoUnit.HOURS));
        return open;
    }

    /** What the devices are to run, read and made anew as each run of the tool does. */
    abstract FleetTargets targets() throws Exception;

    /** Devices worked on at the same time. */
    abstract int sideBySide();

    /** What a gateway would show the hub. */
    abstract Set<T> held(HeldOnFlash flash);

    /** Whether an identity at the hub takes what a gateway shows. */
    abstract boolean trusts(DeviceAuthentication known, T shown);

    final RolloutResult deploy(Consumer<RolloutEvent> listener) throws Exception {
        return open.engine(sideBySide()).deploy(fleet.name(), targets().targets(), listener);
    }

    /** Deploys until all is well; whatever went wrong, every device could connect at every moment. */
    final void exchange(Map<DeviceId, T> old, Map<DeviceId, T> fresh, Random random, int mostRuns) throws Exception {
        RenewalTroubles troubles = new RenewalTroubles(open.world.world().faults(), fleet.devices(), random);
        assertThat(troubles.steps()).as("something goes wrong at every step").hasSize(6);
        assertThat(troubles.kinds()).containsExactlyInAnyOrder(RenewalTroubles.Kind.values());
        RenewalWatch<T> watch = new RenewalWatch<>(open.time, open.world.world().registry(), held(), this::trusts);
        int runs = 0;
        RolloutResult last;
        do {
            runs++;
            last = deploy(event -> {
                if (event instanceof RolloutEvent.StageReached step) {
                    watch.look(step.device());
                }
                troubles.hear(event);
            });
            open.time.pass(BETWEEN_RUNS);
        } while (!last.done() && runs < mostRuns);

        assertThat(last.done()).as("%s", ConsoleReport.lines(last)).isTrue();
        assertThat(troubles.struck())
                .as("every fault came true")
                .hasSize(fleet.devices().size());
        assertThat(watch.shutOut()).isEmpty();
        assertThat(watch.looks()).isGreaterThan(100);
        fleet.devices()
                .forEach(device -> assertThat(watch.seen().get(device.id()))
                        .as("what %s was seen to hold", device.id())
                        .containsExactlyInAnyOrder(old.get(device.id()), fresh.get(device.id())));
        assertThat(open.world.world().connections().count(HubError.UNAUTHORIZED))
                .as("nothing that was shown was refused at any time")
                .isZero();
        watch.stop();
    }

    /** As the hub has it. */
    final DeviceSettings identity(DeviceId device) {
        return open.world.world().registry().find(device.value()).orElseThrow().settings();
    }

    /** By the flash of each gateway. */
    private Map<DeviceId, Supplier<Set<T>>> held() {
        Path devices = folder.resolve("rehearsal/world/devices");
        return fleet.devices().stream().collect(Collectors.toMap(Device::id, device -> {
            HeldOnFlash flash = HeldOnFlash.of(devices, device.talk2mName());
            return () -> held(flash);
        }));
    }
}
