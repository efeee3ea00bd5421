package io.github.flexyfleet.fleet.talk2m;

/**
 * What an upload took.
 *
 * @param puts chunks that were answered
 * @param bytes bytes of files that the device took from them
 */
public record UploadReport(int puts, long bytes) {}
