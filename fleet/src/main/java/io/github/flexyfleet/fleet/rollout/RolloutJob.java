package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.AccountFigures;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is to be rolled out.
 *
 * @param fleet name of the fleet
 * @param plan the waves
 * @param debtDeadline for how long a device may be a debt
 * @param targets the devices, in the order of the fleet file
 */
public record RolloutJob(String fleet, WavePlan plan, Optional<Duration> debtDeadline, List<DeviceTarget> targets) {
    /** The devices by their names. */
    public Map<DeviceId, DeviceTarget> byDevice() {
        return targets.stream().collect(Collectors.toMap(DeviceTarget::device, target -> target));
    }

    /** How it ended, now that it has; debts are entered. */
    public RolloutResult result(
            Instant started, Rollout rollout, List<DeviceResult> ended, List<AccountFigures> figures, DebtBook debts) {
        Map<DeviceTarget, Integer> places = new HashMap<>();
        targets.forEach(target -> places.put(target, places.size()));
        List<DeviceResult> results = new ArrayList<>(ended);
        results.sort(Comparator.comparing(result -> places.get(result.target())));
        return new RolloutResult(
                fleet,
                started,
                rollout.now(),
                plan.waves().stream().map(WavePlan.Wave::name).toList(),
                results,
                figures.stream().mapToInt(AccountFigures::ofNoDevice).sum(),
                rollout.stopped(),
                rollout.waits(),
                Debts.of(debts, results, debtDeadline, rollout.now()),
                figures);
    }
}
