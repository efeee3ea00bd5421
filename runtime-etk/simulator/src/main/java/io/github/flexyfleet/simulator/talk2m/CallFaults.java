package io.github.flexyfleet.simulator.talk2m;

import io.github.flexyfleet.simulator.flexy.WebRequest;
import io.github.flexyfleet.simulator.net.HttpReply;

/**
 * What goes wrong with calls of the API. Implementations are thread-safe; each method of a fate is called once, on the
 * thread of the call, and may hold it up, which makes a slow link.
 */
public interface CallFaults {
    /** Nothing ever goes wrong. */
    CallFaults NONE = new CallFaults() {};

    /** What one call meets. */
    interface Fate {
        /** Nothing goes wrong. */
        Fate GOOD = new Fate() {};

        /** Consulted when the call has arrived at Talk2M. */
        default Before before() {
            return new Before.Deliver();
        }

        /**
         * Consulted when its work is done.
         *
         * @param answer what the client will read
         */
        default After after(HttpReply.Answer answer) {
            return new After.Deliver();
        }
    }

    /** What happens to a call before it does anything. */
    sealed interface Before {
        /** It goes on. */
        record Deliver() implements Before {}

        /** A gateway gets it twice; the second answer counts. For other services the same as Deliver. */
        record DeliverTwice() implements Before {}

        /** It does nothing, and the client reads this. */
        record Refuse(ApiRefusal answer) implements Before {}

        /** The session that it names has ended. Goes on when it names none. */
        record EndSession() implements Before {}

        /** It does nothing, and the connection to the client is lost. */
        record Lost() implements Before {}
    }

    /** What happens to the answer on its way to the client; what was asked for is done. */
    sealed interface After {
        /** It arrives. */
        record Deliver() implements After {}

        /** The client reads this instead. */
        record Refuse(ApiRefusal answer) implements After {}

        /** The connection to the client is lost without an answer. */
        record Lost() implements After {}

        /**
         * The connection is lost within the body.
         *
         * @param bytes how many bytes of the body arrive
         */
        record Cut(int bytes) implements After {}

        /**
         * The body comes in pieces.
         *
         * @param pieces how many, at least 1
         * @param between runs between two pieces and may wait
         */
        record Slow(int pieces, Runnable between) implements After {}
    }

    /** A call of {@code get/} with the right credentials of the account, for a gateway that may be offline. */
    default Fate device(String device, WebRequest request) {
        return Fate.GOOD;
    }

    /** A call of another service, or a refused one. */
    default Fate account() {
        return Fate.GOOD;
    }
}
