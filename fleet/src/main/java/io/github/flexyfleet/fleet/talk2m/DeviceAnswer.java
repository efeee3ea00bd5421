package io.github.flexyfleet.fleet.talk2m;

/**
 * What a device itself answered.
 *
 * @param status HTTP status, 200..299 or 404
 * @param body the answer as it came
 */
@SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
record DeviceAnswer(int status, byte[] body) {
    boolean isAbsent() {
        return status == 404;
    }

    String text() {
        return Texts.decode(body);
    }
}
