package io.github.flexyfleet.fleet.hub;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Why a call to the registry of an IoT Hub failed (azure-iot-hub 4, Errors). None holds a secret. */
public sealed interface IotHubFailure {
    /** The policy's name or key is wrong, it lacks a right, or this machine's clock is off. */
    record Unauthorized() implements IotHubFailure {
        @Override
        public String words() {
            return "not authorized (check the policy's key and rights, and the clock of this machine)";
        }
    }

    /**
     * Microsoft Entra ID gave no token.
     *
     * @param reason short, for people
     */
    record NoToken(String reason) implements IotHubFailure {
        @Override
        public String words() {
            return "Microsoft Entra ID gave no token: " + reason;
        }
    }

    /** There is no such device. */
    record NotFound() implements IotHubFailure {
        @Override
        public String words() {
            return "it is not there";
        }
    }

    /**
     * The device is registered in a way that is not ours to change.
     *
     * @param reason short, for people
     */
    record Conflict(String reason) implements IotHubFailure {
        @Override
        public String words() {
            return reason;
        }
    }

    /** Somebody else changed the device since it was read: read it again. */
    record PreconditionFailed() implements IotHubFailure {
        @Override
        public String words() {
            return "somebody else changed it since it was read; run this again";
        }
    }

    /**
     * Too many calls a minute.
     *
     * @param retryAfter how long the hub wants to be left alone, when it says so
     */
    record Throttled(Optional<Duration> retryAfter) implements IotHubFailure {
        @Override
        public String words() {
            return "the hub takes no more calls now; run this again in some minutes, or give the hub more units";
        }
    }

    /** The hub's messages of the day are used up; it goes on at 00:00 UTC. */
    record QuotaExceeded() implements IotHubFailure {
        @Override
        public String words() {
            return "the hub's messages of the day are used up; it goes on at 00:00 UTC";
        }
    }

    /**
     * No whole answer came.
     *
     * @param reason short, for people
     */
    record Unreachable(String reason) implements IotHubFailure {
        @Override
        public String words() {
            return "no whole answer came (" + reason + "); check network, proxy and host name";
        }
    }

    /**
     * An answer that is not understood.
     *
     * @param status HTTP status
     * @param errorCode the hub's own number and name, empty when there is none
     * @param retryAfter how long the hub wants to be left alone, when it says so
     */
    record Unexpected(int status, String errorCode, Optional<Duration> retryAfter) implements IotHubFailure {
        /** One that says nothing of when to come back. */
        public Unexpected(int status, String errorCode) {
            this(status, errorCode, Optional.empty());
        }

        @Override
        public String words() {
            String code = errorCode.isEmpty() ? "" : " " + errorCode;
            return status == 200
                    ? "an answer that makes no sense"
                    : "HTTP " + status + code
                            + (status < 500 ? "" : "; the hub is out of service, run this again later");
        }
    }

    /** Bad gateway, unavailable, and no answer from behind a gateway. */
    Set<Integer> OUT_OF_SERVICE = Set.of(502, 503, 504);

    /**
     * What a status means at a hub and at the Device Provisioning Service; empty for one that either may have other reasons
     * for.
     *
     * @param thing what the call was about
     * @param retryAfter how long the hub wants to be left alone, when it says so
     */
    static Optional<IotHubFailure> known(int status, String thing, Optional<Duration> retryAfter) {
        return switch (status) {
            case 401, 403 -> Optional.of(new Unauthorized());
            case 404 -> Optional.of(new NotFound());
            case 409 -> Optional.of(new Conflict("the " + thing + " exists already"));
            case 412 -> Optional.of(new PreconditionFailed());
            case 429 -> Optional.of(new Throttled(retryAfter));
            default -> Optional.empty();
        };
    }

    /** What happened, and what to do about it, for people. */
    String words();

    /** How long the hub wants to be left alone, when it says so. */
    default Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** Tells whether somebody else has written since the reading that a write went by: a new reading may say otherwise. */
    default boolean isOvertaken() {
        return this instanceof PreconditionFailed || this instanceof Conflict;
    }

    /** Tells whether a write that ended so may have landed all the same. */
    default boolean leavesOpen() {
        return this instanceof Unreachable
                || (this instanceof Unexpected unexpected
                        && (unexpected.status() >= 500 || unexpected.status() == 200));
    }

    /**
     * Tells whether a call about any other device would fare the same now. Of an error within the hub, or an answer that is
     * not understood, it does not: it may be about this device alone.
     */
    default boolean concernsAll() {
        return this instanceof Unreachable
                || this instanceof Throttled
                || this instanceof Unauthorized
                || this instanceof NoToken
                || this instanceof QuotaExceeded
                || (this instanceof Unexpected unexpected && OUT_OF_SERVICE.contains(unexpected.status()));
    }

    /** Tells whether the same call may succeed a little later. A 200 that makes no sense was cut off on the way. */
    default boolean isTransient() {
        return this instanceof Throttled || leavesOpen();
    }
}
