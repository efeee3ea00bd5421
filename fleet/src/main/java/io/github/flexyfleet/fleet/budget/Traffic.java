package io.github.flexyfleet.fleet.budget;

/**
 * Traffic in some time; mean values, so not whole.
 *
 * @param messages messages to the hub
 * @param metered what the hub counts against its quota
 * @param wireBytes bytes on the IP network
 */
record Traffic(double messages, double metered, double wireBytes) {
    static final Traffic NONE = new Traffic(0, 0, 0);

    Traffic plus(Traffic other) {
        return new Traffic(messages + other.messages, metered + other.metered, wireBytes + other.wireBytes);
    }

    Traffic times(double factor) {
        return new Traffic(messages * factor, metered * factor, wireBytes * factor);
    }
}
