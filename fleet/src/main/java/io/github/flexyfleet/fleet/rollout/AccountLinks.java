package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceLink;
import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.Map;
import java.util.function.Function;

/** Links to the devices of several Talk2M accounts, of which some may be closed to us. Thread-safe. */
public final class AccountLinks implements DeviceLinks {
    private final Function<DeviceId, String> accountOf;
    private final Map<String, DeviceLinks> open;
    private final Map<String, DeviceProblemException> closed;

    /**
     * Takes the accounts by name; each name is in one of the two maps.
     *
     * @param accountOf name of a device's account
     * @param open those that answered
     * @param closed those that did not, and why
     */
    public AccountLinks(
            Function<DeviceId, String> accountOf,
            Map<String, DeviceLinks> open,
            Map<String, DeviceProblemException> closed) {
        this.accountOf = accountOf;
        this.open = Map.copyOf(open);
        this.closed = Map.copyOf(closed);
    }

    @Override
    public DeviceLink open(DeviceTarget target) throws DeviceProblemException, InterruptedException {
        String account = account(target);
        DeviceProblemException why = closed.get(account);
        if (why != null) {
            // A new one, since an exception's stack trace belongs to one thread.
            DeviceProblem problem = why.problem();
            throw new DeviceProblemException(why.outcome(), problem.code(), problem.what(), problem.mend(), why);
        }
        return open.get(account).open(target);
    }

    @Override
    public void openReserve() {
        open.values().forEach(DeviceLinks::openReserve);
    }

    @Override
    public String account(DeviceTarget target) {
        return accountOf.apply(target.device());
    }
}
