package io.github.flexyfleet.fleet.hub;

import java.time.Duration;
import java.util.Optional;

/** Why a call to the registry of an IoT Hub failed (azure-iot-hub 4, Errors). None holds a secret. */
public sealed interface IotHubFailure {
    /** The policy's name or key is wrong, it lacks a right, or this machine's clock is off. */
    record Unauthorized() implements IotHubFailure {}

    /**
     * Microsoft Entra ID gave no token.
     *
     * @param reason short, for people
     */
    record NoToken(String reason) implements IotHubFailure {}

    /** There is no such device. */
    record NotFound() implements IotHubFailure {}

    /**
     * The device is registered in a way that is not ours to change.
     *
     * @param reason short, for people
     */
    record Conflict(String reason) implements IotHubFailure {}

    /** Somebody else changed the device since it was read: read it again. */
    record PreconditionFailed() implements IotHubFailure {}

    /**
     * Too many calls a minute.
     *
     * @param retryAfter how long the hub wants to be left alone, when it says so
     */
    record Throttled(Optional<Duration> retryAfter) implements IotHubFailure {}

    /** The hub's messages of the day are used up; it goes on at 00:00 UTC. */
    record QuotaExceeded() implements IotHubFailure {}

    /**
     * No whole answer came.
     *
     * @param reason short, for people
     */
    record Unreachable(String reason) implements IotHubFailure {}

    /**
     * An answer that is not understood.
     *
     * @param status HTTP status
     * @param errorCode the hub's own number and name, empty when there is none
     */
    record Unexpected(int status, String errorCode) implements IotHubFailure {}

    /** Tells whether a write that ended so may have landed all the same. */
    default boolean leavesOpen() {
        return this instanceof Unreachable
                || (this instanceof Unexpected unexpected
                        && (unexpected.status() >= 500 || unexpected.status() == 200));
    }

    /** Tells whether the same call may succeed a little later. A 200 that makes no sense was cut off on the way. */
    default boolean isTransient() {
        return this instanceof Throttled || leavesOpen();
    }
}
