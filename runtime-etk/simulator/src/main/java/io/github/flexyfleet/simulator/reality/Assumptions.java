package io.github.flexyfleet.simulator.reality;

import io.github.flexyfleet.simulator.flexy.Knobs;
import io.github.flexyfleet.simulator.talk2m.M2WebOptions;
import java.util.function.UnaryOperator;

/**
 * All that a world assumes.
 *
 * @param knobs of its gateways
 * @param m2web of M2Web
 */
public record Assumptions(Knobs knobs, M2WebOptions m2web) {
    /** The same with other gateways. */
    Assumptions withKnobs(UnaryOperator<Knobs> change) {
        return new Assumptions(change.apply(knobs), m2web);
    }

    /** The same with another M2Web. */
    Assumptions withM2web(UnaryOperator<M2WebOptions> change) {
        return new Assumptions(knobs, change.apply(m2web));
    }
}
