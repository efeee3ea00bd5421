package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Why no further device begins: of one account, or at all. The first reason of each holds. Thread-safe. */
final class Stops {
    private final Consumer<RolloutEvent> listener;
    private final Map<String, String> ofAccounts = new ConcurrentSkipListMap<>();
    /** Something went wrong, or somebody wants it. */
    private final AtomicReference<RolloutEvent.Stopped> halted = new AtomicReference<>();
    /** Nothing did, and it cannot go on now. */
    private final AtomicReference<String> waits = new AtomicReference<>();

    Stops(Consumer<RolloutEvent> listener) {
        this.listener = listener;
    }

    void halt(String reason) {
        stop(StopCause.JUDGEMENT, reason);
    }

    void stop(StopCause cause, String reason) {
        RolloutEvent.Stopped told = new RolloutEvent.Stopped(reason, cause);
        if (halted.compareAndSet(null, told)) {
            listener.accept(told);
        }
    }

    void waitFor(String reason) {
        if (waits.compareAndSet(null, reason)) {
            listener.accept(new RolloutEvent.Waiting(reason, Optional.empty()));
        }
    }

    /** Some problems are of the account: they would meet every further device of it. */
    void note(String account, DeviceProblem problem) {
        ProblemCode code = problem.code();
        boolean ofAccount = code == ProblemCode.ACCOUNT_REFUSED || code == ProblemCode.CALLS_SPENT;
        String reason = problem.what() + "; " + problem.mend();
        if (ofAccount && ofAccounts.putIfAbsent(account, reason) == null) {
            listener.accept(new RolloutEvent.Stopped(reason, StopCause.ACCOUNT));
        }
    }

    /** Whether no device at all begins any more. */
    boolean over() {
        return halted.get() != null || waits.get() != null;
    }

    /** Whether what was seen of the devices speaks against the change. */
    boolean judged() {
        return halted.get() != null && halted.get().cause() == StopCause.JUDGEMENT;
    }

    /** Whether a device of an account may begin. */
    boolean lets(String account) {
        return !over() && !ofAccounts.containsKey(account);
    }

    /** Why devices were not started, when something went wrong; a sentence an account. */
    Optional<String> reasons() {
        List<String> reasons = new ArrayList<>(ofAccounts.values());
        Optional.ofNullable(halted.get()).map(RolloutEvent.Stopped::reason).ifPresent(reasons::add);
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
    }

    /** For what the rollout waits. */
    Optional<String> waits() {
        return Optional.ofNullable(waits.get());
    }
}
