package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.util.ArrayList;
import java.util.List;

/** What is left to do after a deploy that did not go wrong. */
final class Warnings {
    private Warnings() {}

    static List<String> after(RolloutResult result) {
        List<String> warnings = new ArrayList<>();
        result.waits().ifPresent(warnings::add);
        long debts = result.devices().stream()
                .filter(device -> device.outcome().debt())
                .count();
        if (debts > 0) {
            warnings.add(debts + (debts == 1 ? " device is a debt" : " devices are debts") + ": deploy again for "
                    + (debts == 1 ? "it" : "them"));
        }
        return warnings;
    }
}
