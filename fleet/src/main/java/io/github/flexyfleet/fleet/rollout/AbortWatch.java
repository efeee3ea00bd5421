package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.model.AbortRule;
import io.github.flexyfleet.fleet.model.FailureClass;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Counts how devices ended, over all waves, and says when a rule stops the rollout. Devices that ran the wanted digest
 * before tell nothing of the change and do not count as finished. Thread-safe.
 */
final class AbortWatch {
    private final List<AbortRule> rules;
    private final Map<FailureClass, Long> failures = new EnumMap<>(FailureClass.class);
    private long finished;
    private Optional<String> reason = Optional.empty();

    AbortWatch(List<AbortRule> rules) {
        this.rules = rules;
    }

    /** Takes note of a device that has ended; gives the reason when that stops the rollout, once. */
    synchronized Optional<String> ended(DeviceResult result) {
        boolean workedOn = switch (result.outcome()) {
            case UNCHANGED, DEFERRED, NOT_STARTED -> false;
            case CONFIRMED, REVERTED, FAILED, REJECTED, UNREACHABLE -> true;
        };
        if (!workedOn) {
            return Optional.empty();
        }
        finished++;
        result.failureClass().ifPresent(kind -> failures.merge(kind, 1L, Long::sum));
        return judge();
    }

    /** Takes note of a device that had ended well, and is not well any more. */
    synchronized Optional<String> fellIll(DeviceResult result) {
        result.failureClass().ifPresent(kind -> failures.merge(kind, 1L, Long::sum));
        return judge();
    }

    private Optional<String> judge() {
        if (reason.isPresent()) {
            return Optional.empty();
        }
        for (AbortRule rule : rules) {
            long counted = failures.entrySet().stream()
                    .filter(failure -> rule.when().covers(failure.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            if (rule.holds(counted, finished)) {
                reason = Optional.of(words(rule, counted));
                return reason;
            }
        }
        return Optional.empty();
    }

    /** Why no further device may begin. */
    synchronized Optional<String> reason() {
        return reason;
    }

    private String words(AbortRule rule, long counted) {
        String kind = rule.when() == FailureClass.ANY
                ? "went wrong"
                : "ended as " + rule.when().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return counted + " of " + finished + " finished devices " + kind + "; the abort rule says "
                + (rule.atLeast() > 1 || rule.ofFinished().isEmpty() ? "at least " + rule.atLeast() : "")
                + (rule.atLeast() > 1 && rule.ofFinished().isPresent() ? " and " : "")
                + rule.ofFinished()
                        .map(share -> share + " of at least " + rule.minFinished())
                        .orElse("");
    }
}
