package io.github.flexyfleet.fleet.budget;

import io.github.flexyfleet.fleet.model.PayloadFormat;

/**
 * What a payload takes besides names and values, in bytes (device protocol, "classic format" and "typed format").
 *
 * @param frame around all tags, without the names of device and group
 * @param names whether device and group stand in it
 * @param aroundTag around a tag's name and value
 */
record PayloadShape(int frame, boolean names, int aroundTag) {
    private static final PayloadShape CLASSIC =
            new PayloadShape("{'time': '2026-11-22 20:00:00'}".length(), false, "'':'',".length());

    /** With the longest kind and quality, and the quotes that strings have. */
    private static final PayloadShape TYPED = new PayloadShape(
            "{'device':'','group':'','kind':'change','values':[]}".length(),
            true,
            "{'name':'','value':'','quality':'uncertain','time':'2026-11-22T19:00:00.000Z'},".length());

    /** A typed heartbeat without the device's id; a classic one is shorter. */
    static final int TYPED_HEARTBEAT =
            "{'device':'','kind':'heartbeat','time':'2026-11-22T20:15:00.250Z','values':[]}".length();

    static PayloadShape of(PayloadFormat format) {
        return switch (format) {
            case CLASSIC -> CLASSIC;
            case TYPED -> TYPED;
        };
    }

    long frame(String device, String group) {
        return names ? (long) frame + device.length() + group.length() : frame;
    }

    long member(BudgetAssumptions.Tags tags) {
        return (long) aroundTag + tags.nameBytes() + tags.valueBytes();
    }
}
