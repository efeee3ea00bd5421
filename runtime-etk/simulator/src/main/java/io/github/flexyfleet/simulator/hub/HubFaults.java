package io.github.flexyfleet.simulator.hub;

import java.time.Duration;
import java.util.Optional;

/** What goes wrong at the hub. Implementations are thread-safe. */
public interface HubFaults {
    /** Nothing ever goes wrong. */
    HubFaults NONE = new HubFaults() {};

    /** What a REST call meets. Each method is called once, on the thread of the call, and may hold it up. */
    interface Fate {
        /** Nothing goes wrong. */
        Fate GOOD = new Fate() {};

        /** The error that the call gets instead of being served. */
        default Optional<HubError> refused() {
            return Optional.empty();
        }

        /** Whether the connection is lost before the call is served. */
        default boolean lostBefore() {
            return false;
        }

        /** Whether the answer is lost on its way. */
        default boolean lostAfter() {
            return false;
        }
    }

    /** A REST call has arrived. */
    default Fate rest() {
        return Fate.GOOD;
    }

    /** Why no device gets or keeps a connection now; empty when they do. */
    default Optional<HubError> closed() {
        return Optional.empty();
    }

    /** Whether devices get 429 now for what they ask of their twins. */
    default boolean twinsThrottled() {
        return false;
    }

    /** Whether the hub is deaf to a device now: it takes nothing from it and acknowledges nothing. */
    default boolean deaf(String deviceId) {
        return false;
    }

    /** Whether the messages of the day are used up: none is taken any more. */
    default boolean messagesSpent() {
        return false;
    }

    /** Whether a route takes what a device sends, so that the built-in endpoint gets none of it. */
    default boolean routedAway(String deviceId) {
        return false;
    }

    /** Whether what a device sends comes without its content type and encoding now. */
    default boolean unmarked(String deviceId) {
        return false;
    }

    /** Whether a device is not authorized now, whatever it shows. */
    default boolean turnedAway(String deviceId) {
        return false;
    }

    /** Whether the hub ends connections whose certificate has ended now; else they last until they end by themselves. */
    default boolean endsExpired() {
        return false;
    }

    /** How late changes of the registry reach the side of the devices now. */
    default Duration registrationLag() {
        return Duration.ZERO;
    }
}
