package io.github.flexyfleet.fleet.talk2m;

/** A device answered in a way that docs/device-protocol.md does not allow. */
public class RuntimeProtocolException extends RuntimeException {
    RuntimeProtocolException(String call, String problem) {
        super(call + ": " + problem);
    }
}
