package io.github.flexyfleet.fleet.hub;

/** A call to the registry of an IoT Hub failed. Its text names the call and the failure and holds no secret. */
public final class IotHubException extends RuntimeException {
    private final transient IotHubFailure failure;
    private final boolean open;

    /** A failure. */
    public IotHubException(String call, IotHubFailure failure) {
        super(call + ": " + failure.words());
        this.failure = failure;
        this.open = false;
    }

    private IotHubException(IotHubException end) {
        super(end.getMessage(), end);
        this.failure = end.failure;
        this.open = true;
    }

    /** The same as the end of a write of which an answer was lost on the way. */
    IotHubException leavingOpen() {
        return new IotHubException(this);
    }

    /** Whether it was a write, and nobody knows whether it landed. */
    public boolean mayHaveLanded() {
        return open;
    }

    /** What happened. */
    public IotHubFailure failure() {
        return failure;
    }
}
