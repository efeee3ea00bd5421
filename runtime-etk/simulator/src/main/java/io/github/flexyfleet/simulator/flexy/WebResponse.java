package io.github.flexyfleet.simulator.flexy;

/**
 * What the web server of a Flexy answers. The body is not copied.
 *
 * @param status HTTP status
 * @param contentType value of the Content-Type header
 * @param body raw body
 */
@SuppressWarnings("ArrayRecordComponent")
public record WebResponse(int status, String contentType, byte[] body) {}
