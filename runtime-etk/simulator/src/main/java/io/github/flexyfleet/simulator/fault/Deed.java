package io.github.flexyfleet.simulator.fault;

import java.time.Duration;

/** Something that goes wrong. */
public sealed interface Deed {
    /** A call or its answer suffers. */
    sealed interface OnCall extends Deed {}

    /** The gateway of the call suffers; only for {@link Target.Device}. */
    sealed interface OnGateway extends Deed {}

    /** The hub or the internet suffers. */
    sealed interface OnWorld extends Deed {}

    /** Error answers of M2Web (talk2m-m2web 2.6). The hub knows TOO_MANY, NOT_UNDERSTOOD, and
     * UNAVAILABLE for every other one. */
    enum Reply {
        /** 502, {@code Device [..] is currently unavailable}. */
        UNAVAILABLE,
        /** 502, {@code Timeout while reaching device [..]}. */
        TIMEOUT,
        /** 502, {@code Unable to reach device [..] error code [7]}. */
        UNREACHABLE,
        /** 401, {@code Invalid credentials for device [..]}. */
        DEVICE_LOGIN,
        /** 403, {@code Invalid credentials}. */
        CREDENTIALS,
        /** 410. */
        GONE,
        /** 429. */
        TOO_MANY,
        /** 400, the server does not know what is asked, as when a version of its interface has come to its end. */
        NOT_UNDERSTOOD,
        /** 429 as when the calls of the day are used up. */
        QUOTA
    }

    /** The client reads an error: BEFORE instead of the work, else instead of its answer. */
    record Refuse(Reply reply) implements OnCall {}

    /** The session of the call has ended, BEFORE only; a call without a session goes on. */
    record EndSession() implements OnCall {}

    /** The client's connection is lost: BEFORE, the call never counted; else, its work is done. */
    record Lose() implements OnCall {}

    /** The connection is lost within the answer's body, after so many bytes. */
    record Cut(int bytes) implements OnCall {}

    /** The body comes in so many pieces with a wait before each. */
    record Slow(int pieces, Duration each) implements OnCall {}

    /** The gateway gets the call twice. */
    record Twice() implements OnCall {}

    /** The call, or after it its answer, takes so much longer. */
    record Wait(Duration time) implements OnCall {}

    /** Talk2M loses the gateway for a while; the gateway knows nothing of it. */
    record Offline(Duration time) implements OnGateway {}

    /** The gateway restarts. */
    record Reboot() implements OnGateway {}

    /**
     * The power fails; contents that were not synced may be lost or torn. It comes back after the time of a reboot.
     *
     * @param change 0 for at once, else at this change of the flash from now on: 1 is the next one. DURING a call, at the
     *     latest when its work is done.
     */
    record PowerCut(int change) implements OnGateway {}

    /** Something else takes the flash but for so many bytes; {@link Faults#calm()} gives it back. */
    record FillDisk(long left) implements OnGateway {}

    /** The gateway finds no host name for a while; its connections that stand go on. */
    record NoNames(Duration time) implements OnGateway {}

    /** The gateway's WAN is down for a while. */
    record NoWan(Duration time) implements OnGateway {}

    /** No TCP connection of the gateway to this port comes about for a while; those that stand go on. */
    record ClosedPort(int port, Duration time) implements OnGateway {}

    /** Exports that the gateway's Java program begins come only after a while. */
    record HangingExports(Duration time) implements OnGateway {}

    /** The gateway's clock goes wrong by so much until its time server corrects it, so long after. */
    record ClockWrong(Duration by, Duration until) implements OnGateway {}

    /** The gateway's recording of tags is full and begins anew. */
    record WrapHistory() implements OnGateway {}

    /** REST calls get 429, devices are disconnected and do not get in (azure-iot-hub 1). */
    record Throttle(Duration time) implements OnWorld {}

    /** REST calls get 503, devices are disconnected and do not get in. */
    record Outage(Duration time) implements OnWorld {}

    /** What a device sends from now on is neither taken nor acknowledged, while its connection stands. */
    record Silence(String deviceId, Duration time) implements OnWorld {}

    /** What devices ask of their twins is answered with 429 for a while (azure-iot-hub 1). */
    record ThrottleTwins(Duration time) implements OnWorld {}

    /** The hub's messages of the day are used up until 00:00 UTC: what devices send is lost (azure-iot-hub 0). */
    record SpendMessages() implements OnWorld {}

    /** A custom route takes what a device sends, and the built-in endpoint gets none of it (azure-iot-hub 0). */
    record RouteAway(String deviceId, Duration time) implements OnWorld {}

    /**
     * What a device sends comes to the hub without content type and content encoding, as when a broker or a proxy in between
     * passes the body on, and not what is said of it (azure-iot-hub 0).
     */
    record Unmark(String deviceId, Duration time) implements OnWorld {}

    /** A device with good credentials is not authorized for a while, and loses its connection (azure-iot-hub 1). */
    record TurnAway(String deviceId, Duration time) implements OnWorld {}

    /** For a while the hub ends connections whose certificate has ended, which it need not do (azure-iot-hub 1, 2). */
    record EndExpired(Duration time) implements OnWorld {}

    /** A device loses its connection. */
    record Disconnect(String deviceId) implements OnWorld {}

    /** For a while, changes of the registry reach the side of the devices only so much later. */
    record LateRegistration(Duration lag, Duration time) implements OnWorld {}

    /** Clients of the world's proxy find no such host for a while, as when their DNS fails. */
    record NoHost(String host, Duration time) implements OnWorld {}
}
