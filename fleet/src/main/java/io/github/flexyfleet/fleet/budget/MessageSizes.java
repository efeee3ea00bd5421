package io.github.flexyfleet.fleet.budget;

import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.HubSettings;
import io.github.flexyfleet.fleet.model.TagGroup;
import java.nio.charset.StandardCharsets;

/**
 * Sizes of a device's messages with the property bag (device protocol, "Messages to the hub").
 * {@code boot} and {@code seq} are taken as long as they get in years.
 */
final class MessageSizes {
    /** Where the runtime splits a payload, unless one tag alone is larger. */
    static final int SPLIT = 4096;

    private static final String BAG =
            "$.ct=application%2Fjson&$.ce=utf-8&cfg=0123456789abcdef&fp=0123456789ABCDEF&boot=10000&seq=100000000";

    /** Values of the system properties, names and values of the others (azure-iot-hub 1: what a message's size is). */
    private static final int PROPERTIES = "application/json".length()
            + "utf-8".length()
            + "cfg0123456789abcdef".length()
            + "fp0123456789ABCDEF".length()
            + "boot10000".length()
            + "seq100000000".length()
            + "kindheartbeat".length();

    private static final int LONGEST_KIND = "heartbeat".length();

    private final HubQuota quota;
    private final BudgetAssumptions.Tags tags;
    private final String device;

    MessageSizes(HubSettings hub, BudgetAssumptions.Tags tags, Device device) {
        this.quota = HubQuota.of(hub);
        this.tags = tags;
        this.device = device.id().value();
    }

    /** Bytes of the payload with so many tags. */
    long payload(TagGroup group, long tagCount) {
        PayloadShape shape = PayloadShape.of(group.format());
        return shape.frame(device, group.name()) + tagCount * shape.member(tags);
    }

    /** Tags in a message that is full. */
    long tagsInMessage(TagGroup group) {
        PayloadShape shape = PayloadShape.of(group.format());
        return Math.max(1, (SPLIT - shape.frame(device, group.name())) / shape.member(tags));
    }

    /** Bytes of a message with so many tags as the hub counts them. */
    long atHub(TagGroup group, long tagCount) {
        long additions = group.payload().properties().entrySet().stream()
                .mapToLong(property -> utf8(property.getKey()) + utf8(property.getValue()))
                .sum();
        return payload(group, tagCount)
                + PROPERTIES
                + "group".length()
                + group.name().length()
                + additions;
    }

    /** Bytes of a message's topic. */
    long topic(TagGroup group) {
        // Percent encoding takes three characters for a byte at most.
        long additions = group.payload().properties().entrySet().stream()
                .mapToLong(property -> "&=".length() + property.getKey().length() + 3 * utf8(property.getValue()))
                .sum();
        return heartbeatTopic() + "&group=".length() + group.name().length() + additions;
    }

    /** One heartbeat, in the longer of its two forms. */
    Traffic heartbeat() {
        long payload = (long) PayloadShape.TYPED_HEARTBEAT + device.length();
        return new Traffic(1, quota.metered(payload + PROPERTIES), WireModel.publish(heartbeatTopic(), payload));
    }

    /** A push of so many tags, split as the runtime does. */
    Traffic push(TagGroup group, long tagCount) {
        long inMessage = tagsInMessage(group);
        long full = tagCount / inMessage;
        long rest = tagCount % inMessage;
        Traffic traffic = message(group, inMessage).times((double) full);
        return rest == 0 ? traffic : traffic.plus(message(group, rest));
    }

    private Traffic message(TagGroup group, long tagCount) {
        return new Traffic(
                1, quota.metered(atHub(group, tagCount)), WireModel.publish(topic(group), payload(group, tagCount)));
    }

    private long heartbeatTopic() {
        return (long) "devices/".length()
                + device.length()
                + "/messages/events/".length()
                + BAG.length()
                + "&kind=".length()
                + LONGEST_KIND;
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
