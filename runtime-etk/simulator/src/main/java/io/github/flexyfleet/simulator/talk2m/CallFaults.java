package io.github.flexyfleet.simulator.talk2m;

import io.github.flexyfleet.simulator.flexy.WebRequest;
import io.github.flexyfleet.simulator.flexy.WebResponse;

/**
 * What goes wrong between Talk2M and a gateway. Both methods are called on the thread of the call and may hold it up,
 * which makes a slow link. Implementations are thread-safe.
 */
public interface CallFaults {
    /** Nothing ever goes wrong. */
    CallFaults NONE = new CallFaults() {};

    /** What happens to a call on its way to the gateway. */
    sealed interface Before {
        /** It arrives. */
        record Deliver() implements Before {}

        /** It arrives twice; the second answer counts. */
        record DeliverTwice() implements Before {}

        /** It never arrives: 502, {@code Device [..] is currently unavailable}. */
        record Unavailable() implements Before {}

        /** It never arrives: 502, {@code Timeout while reaching device [..]}. */
        record Timeout() implements Before {}

        /**
         * It never arrives: 502, {@code Unable to reach device [..] error code [n]}.
         *
         * @param error the error code
         */
        record Unreachable(int error) implements Before {}
    }

    /** What happens to the answer on its way to the client. */
    sealed interface After {
        /** It arrives. */
        record Deliver() implements After {}

        /** The gateway has done its work, but the client reads 502, {@code Timeout while reaching device [..]}. */
        record Timeout() implements After {}

        /** The gateway has done its work, but the connection to the client is lost without an answer. */
        record Lost() implements After {}

        /**
         * The connection is lost within the body.
         *
         * @param bytes how many bytes of the body arrive
         */
        record Cut(int bytes) implements After {}
    }

    /** Consulted for each call to a gateway that is online. */
    default Before before(String device, WebRequest request) {
        return new Before.Deliver();
    }

    /** Consulted for each answer of a gateway. */
    default After after(String device, WebRequest request, WebResponse response) {
        return new After.Deliver();
    }
}
