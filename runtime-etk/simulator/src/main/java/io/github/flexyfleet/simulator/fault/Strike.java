package io.github.flexyfleet.simulator.fault;

/**
 * A fault at an exact call.
 *
 * @param target whose calls count
 * @param call which one, 1 for the first since the plan was loaded
 * @param moment when within it
 * @param deed what
 */
public record Strike(Target target, long call, Moment moment, Deed deed) {
    /**
     * Checks that it can happen.
     *
     * @throws IllegalArgumentException when the call is below 1, or a gateway would suffer from a call that is not its own
     */
    public Strike {
        if (call < 1) {
            throw new IllegalArgumentException("calls count from 1");
        }
        if (deed instanceof Deed.OnGateway && !(target instanceof Target.Device)) {
            throw new IllegalArgumentException("no gateway belongs to a call of " + target);
        }
    }
}
