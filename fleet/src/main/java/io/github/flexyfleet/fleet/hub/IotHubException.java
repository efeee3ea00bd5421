package io.github.flexyfleet.fleet.hub;

/** A call to the registry of an IoT Hub failed. Its text names the call and the failure and holds no secret. */
public final class IotHubException extends RuntimeException {
    private final transient IotHubFailure failure;

    /** A failure. */
    public IotHubException(String call, IotHubFailure failure) {
        super(call + ": " + failure.words());
        this.failure = failure;
    }

    /** What happened. */
    public IotHubFailure failure() {
        return failure;
    }
}
