package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.CallBudget;
import io.github.flexyfleet.fleet.talk2m.CallGate;
import io.github.flexyfleet.fleet.talk2m.M2WebFailure;
import java.util.Optional;
import java.util.function.Supplier;

/** Lets a call wait until fewer are under way, counts it before it is sent, and learns from how it ended. Thread-safe. */
public final class AccountGate implements CallGate {
    private static final int FIRST_GATEWAY_STATUS = 502;

    private final CallBudget budget;
    private final AdaptiveLimit limit;
    private final Slots slots;

    /** A gate for one account; the limit may be shared with others. */
    public AccountGate(CallBudget budget, AdaptiveLimit limit) {
        this.budget = budget;
        this.limit = limit;
        this.slots = new Slots(limit);
    }

    @Override
    public Pass enter(Purpose purpose) throws WithheldException, InterruptedException {
        slots.take();
        boolean counted = false;
        try {
            budget.spend(purpose);
            counted = true;
        } finally {
            if (!counted) {
                slots.give();
            }
        }
        long begun = limit.age();
        return failure -> {
            slots.give();
            judge(failure, begun);
        };
    }

    @Override
    public <T> T await(Supplier<T> other) {
        return limit.pace().awaitSteadily(other);
    }

    private void judge(Optional<M2WebFailure> failure, long begun) {
        if (failure.isEmpty()) {
            limit.succeeded();
        } else if (isOverload(failure.get())) {
            limit.overloaded(begun);
        }
    }

    /** What a device or an account does on its own account, such as being offline or refusing a login, tells nothing. */
    private static boolean isOverload(M2WebFailure failure) {
        return failure instanceof M2WebFailure.Throttled
                || failure instanceof M2WebFailure.DeviceTimeout
                || failure instanceof M2WebFailure.TransportFailed
                || (failure instanceof M2WebFailure.Unexpected unexpected
                        && unexpected.status() >= FIRST_GATEWAY_STATUS
                        && unexpected.status() <= 599);
    }
}
