package io.github.flexyfleet.fleet.talk2m;

/** A device answered, but not its runtime: none is installed or running. */
public final class RuntimeAbsentException extends RuntimeProtocolException {
    RuntimeAbsentException(String call) {
        super(call, "no runtime answers");
    }
}
