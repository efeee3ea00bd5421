package io.github.flexyfleet.fleet.talk2m;

/** A call to M2Web failed. Its text names the call and the failure, and holds no secret; it has no cause for the same reason. */
public final class M2WebException extends RuntimeException {
    private final transient M2WebFailure failure;

    M2WebException(String call, M2WebFailure failure) {
        super(call + ": " + failure);
        this.failure = failure;
    }

    /** What happened. */
    public M2WebFailure failure() {
        return failure;
    }
}
