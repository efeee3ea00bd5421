package io.github.flexyfleet.fleet.talk2m;

/**
 * Why a call to M2Web gave no result (talk2m-m2web 2.6). None holds a secret.
 *
 * <p>Only {@link AccountRefused}, {@link DeviceRefused}, {@link DeviceOffline}, {@link SessionInvalid},
 * {@link UnknownMethod}, {@link Gone}, {@link Throttled}, {@link Withheld} and {@link MethodNotAllowed} tell that the device did nothing.
 * After any other, the request may have been carried out although its answer was lost.
 */
public sealed interface M2WebFailure {
    /**
     * Account, user, password or developer id is wrong. The client sends nothing more: ten failed logins disable the
     * user.
     */
    record AccountRefused() implements M2WebFailure {}

    /** The device's own user or password is wrong. */
    record DeviceRefused() implements M2WebFailure {}

    /** The device has no VPN connection now. */
    record DeviceOffline() implements M2WebFailure {}

    /** The device took the request and did not answer in time. */
    record DeviceTimeout() implements M2WebFailure {}

    /**
     * Talk2M could not talk to the device.
     *
     * @param code Talk2M's number for the reason
     */
    record DeviceUnreachable(int code) implements M2WebFailure {}

    /** The session ended, and a new one was refused in the same way. */
    record SessionInvalid() implements M2WebFailure {}

    /** M2Web does not know the service. */
    record UnknownMethod() implements M2WebFailure {}

    /** HTTP 410: the device is not, or no longer, in the account (INFERRED, talk2m-m2web 2.6). */
    record Gone() implements M2WebFailure {}

    /**
     * Too many calls, or the day's quota is used up (INFERRED, talk2m-m2web 2.6).
     *
     * @param status HTTP 429, or 503, which may have another reason
     */
    record Throttled(int status) implements M2WebFailure {
        /** By HTTP 429. */
        public Throttled() {
            this(429);
        }
    }

    /** HTTP 405. */
    record MethodNotAllowed() implements M2WebFailure {}

    /**
     * No whole answer came: no connection, TLS failure, timeout, cut body, or a gateway's error page.
     *
     * @param reason short, for people
     */
    record TransportFailed(String reason) implements M2WebFailure {}

    /**
     * The call was not sent: the {@link CallGate} held it back.
     *
     * @param reason for people
     */
    record Withheld(String reason) implements M2WebFailure {}

    /**
     * An answer that is not understood. Counts against one device, never against the run.
     *
     * @param status HTTP status or the code in the answer
     * @param shortText the beginning of what came, without secrets
     */
    record Unexpected(int status, String shortText) implements M2WebFailure {}

    /** Tells whether the same call may succeed a little later. A write must be checked first, see above. */
    default boolean isTransient() {
        return this instanceof DeviceTimeout
                || this instanceof DeviceUnreachable
                || this instanceof Throttled
                || this instanceof TransportFailed;
    }
}
