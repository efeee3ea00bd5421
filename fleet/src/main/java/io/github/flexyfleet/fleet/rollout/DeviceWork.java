package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceLink;
import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import java.util.Optional;
import java.util.function.Function;

/** The work on one device, from the first look to its end; it decides nothing about others. Thread-safe. */
public final class DeviceWork {
    private final DeviceLinks links;
    private final Workshop workshop;
    private final Function<DeviceTarget, DeviceNeeds> needs;
    private final Partners partners;

    DeviceWork(DeviceLinks links, Workshop workshop, Function<DeviceTarget, DeviceNeeds> needs, Partners partners) {
        this.links = links;
        this.workshop = workshop;
        this.needs = needs;
        this.partners = partners;
    }

    /** Does it; whatever goes wrong is in the result. */
    DeviceEnd on(DeviceTarget target, int wave) throws InterruptedException {
        DeviceLink link = null;
        BeforeChange before = new BeforeChange(target, needs.apply(target), partners, workshop);
        Optional<DeviceRollout> work = Optional.empty();
        DeviceResult result;
        try {
            link = links.open(target);
            work = Optional.of(new DeviceRollout(target, link, workshop, before));
            result = work.get().run().inWave(wave);
        } catch (DeviceProblemException e) {
            result = end(target, wave, e.outcome(), Rollout.calls(link), e.problem());
        } catch (RuntimeException e) {
            // A defect of ours must not take the other devices with it; the device reverts by its own timer.
            result = end(target, wave, Outcome.FAILED, Rollout.calls(link), Rollout.internal(e));
        } finally {
            Rollout.end(link);
        }
        return new DeviceEnd(result, work.flatMap(DeviceRollout::baseline));
    }

    private static DeviceResult end(DeviceTarget target, int wave, Outcome outcome, int calls, DeviceProblem problem) {
        return new DeviceResult(target, wave, outcome, Evidence.none(), calls, Optional.of(problem));
    }
}
