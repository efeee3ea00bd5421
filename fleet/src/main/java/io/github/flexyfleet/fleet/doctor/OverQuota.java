package io.github.flexyfleet.fleet.doctor;

/**
 * What becomes of messages while the hub's quota of the day is used up, told alike by all codes. Over MQTT a report says
 * that the sender sees no error (azure-iot-hub 0); that the hub acknowledges and drops what it gets then is INFERRED from it,
 * and so is the refusal over HTTPS, which the runtime waits for (azure-iot-hub 10 leaves both open).
 */
final class OverQuota {
    static final String FATE =
            "What a device sends over MQTT while the messages of the day are used up is most likely lost:"
                    + " it sees no error. With transport: https it is refused and waits on the device.";

    private OverQuota() {}
}
