package io.github.flexyfleet.simulator.reality;

import io.github.flexyfleet.simulator.flexy.Guesses;
import io.github.flexyfleet.simulator.flexy.Knobs;
import io.github.flexyfleet.simulator.flexy.VmQuirks;
import io.github.flexyfleet.simulator.flexy.WebQuirks;
import io.github.flexyfleet.simulator.talk2m.M2WebOptions;
import io.github.flexyfleet.simulator.vm.heap.JavaLimits;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A record of assumptions among all of them.
 *
 * @param name of the record
 */
record Part<Q>(String name, Function<Assumptions, Q> read, BiFunction<Assumptions, Q, Assumptions> write) {
    static final Part<M2WebOptions> M2WEB =
            new Part<>("M2WebOptions", Assumptions::m2web, (all, changed) -> all.withM2web(old -> changed));
    static final Part<WebQuirks> WEB = ofKnobs("WebQuirks", Knobs::web, Knobs::with);
    static final Part<JavaLimits> JAVA = ofKnobs("JavaLimits", Knobs::java, Knobs::with);
    static final Part<VmQuirks> VM = guessed("VmQuirks", Guesses::vm, Guesses::with);

    private static final List<Object> EITHER = List.of(true, false);

    static <Q> Part<Q> ofKnobs(String name, Function<Knobs, Q> read, BiFunction<Knobs, Q, Knobs> write) {
        return new Part<>(
                name,
                assumed -> read.apply(assumed.knobs()),
                (assumed, changed) -> assumed.withKnobs(knobs -> write.apply(knobs, changed)));
    }

    static <Q> Part<Q> guessed(String name, Function<Guesses, Q> read, BiFunction<Guesses, Q, Guesses> write) {
        return ofKnobs(
                name,
                knobs -> read.apply(knobs.guesses()),
                (knobs, changed) -> knobs.with(write.apply(knobs.guesses(), changed)));
    }

    /** A record inside this one. */
    <P> Part<P> inside(String inner, Function<Q, P> get, BiFunction<Q, P, Q> set) {
        return new Part<>(
                inner,
                assumed -> get.apply(read.apply(assumed)),
                (assumed, changed) -> write.apply(assumed, set.apply(read.apply(assumed), changed)));
    }

    <T> Switch at(String id, String field, List<Object> values, Function<Q, T> get, BiFunction<Q, T, Q> set) {
        return new Switch(
                id,
                name + '.' + field,
                values,
                assumed -> get.apply(read.apply(assumed)),
                (assumed, value) -> write.apply(assumed, set.apply(read.apply(assumed), cast(value))));
    }

    Switch either(String id, String field, Function<Q, Boolean> get, BiFunction<Q, Boolean, Q> set) {
        return at(id, field, EITHER, get, set);
    }

    /** {@link Switch#set} has looked at the type. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T cast(Object value) {
        return (T) value;
    }
}
