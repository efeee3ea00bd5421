package io.github.flexyfleet.fleet.talk2m;

import java.util.Optional;
import java.util.function.Supplier;

/** Stands before every call to M2Web: lets it wait for its turn, counts it, or holds it back. Thread-safe. */
@FunctionalInterface
public interface CallGate {
    /** Lets every call through at once. */
    CallGate OPEN = purpose -> failure -> {};

    /**
     * Asked before a call is sent, by its thread.
     *
     * @throws WithheldException when the call may not be made; nothing is sent then
     */
    Pass enter(Purpose purpose) throws WithheldException, InterruptedException;

    /** Waits for a call of another thread, such as a login that serves both. */
    default <T> T await(Supplier<T> other) {
        return other.get();
    }

    /** What a call is for. */
    enum Purpose {
        /** A login at a host. */
        LOGIN,
        /** Ends a device's trial: confirms the bundle, or sends the device back. */
        TRIAL_END,
        /** Any other. */
        ORDINARY
    }

    /** A call that is under way. */
    @FunctionalInterface
    interface Pass {
        /** Called once when the call has ended; empty when it succeeded. */
        void ended(Optional<M2WebFailure> failure);
    }

    /** A call may not be made; the message says why and holds no secret. */
    final class WithheldException extends Exception {
        private static final long serialVersionUID = 1L;

        /** Says why. */
        public WithheldException(String reason) {
            super(reason);
        }
    }
}
