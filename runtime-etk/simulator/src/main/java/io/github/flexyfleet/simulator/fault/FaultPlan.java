package io.github.flexyfleet.simulator.fault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What shall go wrong.
 *
 * @param seed decides everything that is left to chance; calls with the same number meet the same
 * @param profile for all calls
 * @param devices other profiles for the calls of single gateways, by name in Talk2M
 * @param strikes faults at exact calls, besides
 */
public record FaultPlan(long seed, FaultProfile profile, Map<String, FaultProfile> devices, List<Strike> strikes) {
    /** Nothing goes wrong. */
    public static final FaultPlan NONE = of(0, FaultProfile.calm()).build();

    /** Copies map and list. */
    public FaultPlan {
        devices = Map.copyOf(devices);
        strikes = List.copyOf(strikes);
    }

    /** Begins a plan. */
    public static Builder of(long seed, FaultProfile profile) {
        return new Builder(seed, profile);
    }

    /** Puts a plan together. Not thread-safe. */
    public static final class Builder {
        private final long seed;
        private final FaultProfile profile;
        private final Map<String, FaultProfile> devices = new LinkedHashMap<>();
        private final List<Strike> strikes = new ArrayList<>();

        private Builder(long seed, FaultProfile profile) {
            this.seed = seed;
            this.profile = profile;
        }

        /** Another profile for a gateway. */
        public Builder device(String name, FaultProfile own) {
            devices.put(name, own);
            return this;
        }

        /** A fault at the n-th {@code get/} call of a gateway. */
        public Builder onDevice(String name, long call, Moment moment, Deed deed) {
            return strike(new Strike(new Target.Device(name), call, moment, deed));
        }

        /** A fault at the n-th other call of M2Web. */
        public Builder onAccount(long call, Moment moment, Deed deed) {
            return strike(new Strike(new Target.Account(), call, moment, deed));
        }

        /** A fault at the n-th REST call of the hub. */
        public Builder onHub(long call, Moment moment, Deed deed) {
            return strike(new Strike(new Target.Hub(), call, moment, deed));
        }

        /** Any fault at an exact call. */
        public Builder strike(Strike strike) {
            strikes.add(strike);
            return this;
        }

        /** The plan. */
        public FaultPlan build() {
            return new FaultPlan(seed, profile, devices, strikes);
        }
    }
}
