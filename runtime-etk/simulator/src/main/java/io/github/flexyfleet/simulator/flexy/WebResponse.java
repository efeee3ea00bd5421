package io.github.flexyfleet.simulator.flexy;

/**
 * What the web server of a Flexy answers. The body is not copied.
 *
 * @param status HTTP status
 * @param contentType value of the Content-Type header
 * @param body raw body
 */
@SuppressWarnings("ArrayRecordComponent")
public record WebResponse(int status, String contentType, byte[] body) {
    private static final int NONE = 0;

    /** No answer: the gateway lost its power meanwhile. */
    static WebResponse none() {
        return new WebResponse(NONE, "", new byte[0]);
    }

    /** Whether the gateway answered at all; without an answer status and body mean nothing. */
    public boolean answered() {
        return status != NONE;
    }
}
