package io.github.flexyfleet.simulator.hub;

/** Errors of the hub with their codes (azure-iot-hub 4). */
public enum HubError {
    /** The version of the interface is none that the hub takes. Name and last digits INFERRED. */
    INVALID_PROTOCOL_VERSION("InvalidProtocolVersion", 400_001),
    ARGUMENT_INVALID("ArgumentInvalid", 400_004),
    CLOSED_ON_NEW_CONNECTION("ConnectionForcefullyClosedOnNewConnection", 400_027),
    /** The request's token cannot be used. Which of the two codes Azure picks is INFERRED. */
    UNAUTHORIZED_ACCESS("IotHubUnauthorizedAccess", 401_002),
    /** The token is out of date, or a device's credentials do not fit the registry. */
    UNAUTHORIZED("IotHubUnauthorized", 401_003),
    /** The messages of the day are used up. */
    QUOTA_EXCEEDED("IotHubQuotaExceeded", 403_002),
    /** Too many messages from the cloud wait for a device. */
    QUEUE_FULL("DeviceMaximumQueueDepthExceeded", 403_004),
    OPERATION_NOT_ALLOWED("OperationNotAllowedInCurrentSku", 403_010),
    DEVICE_NOT_FOUND("DeviceNotFound", 404_001),
    /** A direct method for a device that is not connected or does not listen. Its name is INFERRED. */
    DEVICE_NOT_ONLINE("DeviceNotOnline", 404_103),
    CONNECTION_CLOSED("DeviceConnectionClosedRemotely", 404_104),
    DEVICE_EXISTS("DeviceAlreadyExists", 409_001),
    PRECONDITION_FAILED("PreconditionFailed", 412_001),
    /** Its code is INFERRED. */
    MESSAGE_TOO_LARGE("MessageTooLarge", 413_001),
    THROTTLING("ThrottlingException", 429_001),
    /** Name and last digits INFERRED: only that the 5xx pass is known. */
    SERVICE_UNAVAILABLE("ServiceUnavailable", 503_003),
    /** A direct method that the device did not answer in time. Its code is INFERRED. */
    GATEWAY_TIMEOUT("GatewayTimeout", 504_101);

    private final String title;
    private final int code;

    HubError(String title, int code) {
        this.title = title;
        this.code = code;
    }

    /** Name of the error on the wire. */
    public String title() {
        return title;
    }

    /** The six-digit code. */
    public int code() {
        return code;
    }

    /** The HTTP status: the first three digits of the code. */
    public int status() {
        return code / 1000;
    }
}
