package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceLink;
import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/**
 * Takes the devices that a rollout confirmed back to what they ran before, the newest wave first. A Flexy keeps only what
 * it runs, so that the bundle before is sent again, on trial and on evidence like any other.
 */
final class WayBack {
    private final DeviceLinks links;
    private final Workshop workshop;
    private final PreviousBundles previous;
    private final Map<DeviceId, Baseline> baselines;
    private final AdaptiveLimit limit;

    WayBack(
            DeviceLinks links,
            Workshop workshop,
            PreviousBundles previous,
            Map<DeviceId, Baseline> baselines,
            AdaptiveLimit limit) {
        this.links = links;
        this.workshop = workshop;
        this.previous = previous;
        this.baselines = Map.copyOf(baselines);
        this.limit = limit;
    }

    /** The results as they are then, in their order. */
    List<DeviceResult> of(List<DeviceResult> results) throws InterruptedException {
        links.openReserve();
        Map<DeviceTarget, DeviceResult> now = new HashMap<>();
        TreeSet<Integer> waves = new TreeSet<>(Comparator.reverseOrder());
        results.forEach(result -> {
            now.put(result.target(), result);
            waves.add(result.wave());
        });
        for (int wave : waves) {
            List<Callable<DeviceResult>> pieces = new ArrayList<>();
            results.stream()
                    .filter(result -> result.wave() == wave && ranNew(result))
                    .forEach(result -> pieces.add(() -> one(result)));
            new Crew(limit).work(pieces).forEach(result -> now.put(result.target(), result));
        }
        return results.stream().map(result -> now.get(result.target())).toList();
    }

    /** Whether it was confirmed in this rollout, also when it fell ill after that. */
    private static boolean ranNew(DeviceResult result) {
        return result.outcome() == Outcome.CONFIRMED
                || result.problem()
                        .filter(problem -> problem.code() == ProblemCode.GATE_FAILED
                                || problem.code() == ProblemCode.NOT_WELL_AFTER_SOAK)
                        .isPresent();
    }

    private DeviceResult one(DeviceResult result) throws InterruptedException {
        DeviceTarget target = result.target();
        Optional<Digest> before =
                Optional.ofNullable(baselines.get(target.device())).flatMap(Baseline::confirmed);
        Optional<DeviceTarget> old = before.flatMap(digest -> previous.of(target, digest));
        DeviceResult end = old.isPresent() ? back(result, old.get()) : stays(result, missing(before));
        workshop.listener().accept(new RolloutEvent.DeviceFinished(end));
        return end;
    }

    private static String missing(Optional<Digest> before) {
        return before.map(digest -> "what it ran before (" + digest.abbreviated() + ") was not kept")
                .orElse("it ran nothing before");
    }

    private DeviceResult back(DeviceResult result, DeviceTarget old) throws InterruptedException {
        DeviceLink link = null;
        try {
            link = links.open(old);
            BeforeChange free = new BeforeChange(old, DeviceNeeds.NOTHING, new Partners(List.of()), workshop);
            new DeviceRollout(old, link, workshop, free).run();
            return result.endedAs(
                    Outcome.REVERTED,
                    link.calls(),
                    new DeviceProblem(
                            ProblemCode.WENT_BACK,
                            "it was confirmed, and went back to " + old.digest().abbreviated()
                                    + " when the rollout stopped"
                                    + result.problem()
                                            .map(problem -> "; " + problem.what())
                                            .orElse(""),
                            "mend what stopped the rollout, then deploy again"));
        } catch (DeviceProblemException e) {
            return stays(result.after(Rollout.calls(link)), e.getMessage());
        } catch (RuntimeException e) {
            return stays(result.after(Rollout.calls(link)), Rollout.internal(e).what());
        } finally {
            Rollout.end(link);
        }
    }

    private static DeviceResult stays(DeviceResult result, String why) {
        return result.endedAs(
                result.outcome(),
                result.calls(),
                new DeviceProblem(
                        ProblemCode.NO_WAY_BACK,
                        "it keeps the new configuration: " + why,
                        "deploy the fleet file as it was before"));
    }
}
