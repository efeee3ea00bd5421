package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.Map;
import java.util.function.Function;

/** Links to the devices of several Talk2M accounts, of which some may be closed to us. Thread-safe. */
public final class AccountLinks implements Rollout.Links {
    private final Function<DeviceId, String> accountOf;
    private final Map<String, Rollout.Links> open;
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
            Map<String, Rollout.Links> open,
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
            DeviceResult.Problem problem = why.problem();
            throw new DeviceProblemException(why.outcome(), problem.code(), problem.what(), problem.mend(), why);
        }
        return open.get(account).open(target);
    }

    @Override
    public void openReserve() {
        open.values().forEach(Rollout.Links::openReserve);
    }

    @Override
    public String account(DeviceTarget target) {
        return accountOf.apply(target.device());
    }
}
