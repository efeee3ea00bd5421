package io.github.flexyfleet.fleet.budget;

import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.FlexyGroup;
import io.github.flexyfleet.fleet.model.HubAccess;
import io.github.flexyfleet.fleet.model.HubSettings;
import io.github.flexyfleet.fleet.model.TagGroup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a device sends in a day. Not taken off, in either case: a change push that falls together with a full push of its
 * group, which the runtime saves, and what a minimum interval holds back. A deadband is part of how often values change.
 */
final class DeviceTraffic {
    private static final double DAY = Duration.ofDays(1).toSeconds();

    /** The runtime asks the hub at most so often (runtime: Barrier). */
    private static final int BARRIER_SECONDS = 5;

    /** Keep-alive period in every bundle. */
    private static final int KEEP_ALIVE_SECONDS = 60;

    private final HubSettings hub;
    private final BudgetAssumptions assumptions;
    private final Device device;
    private final MessageSizes sizes;

    DeviceTraffic(HubSettings hub, BudgetAssumptions assumptions, Device device) {
        this.hub = hub;
        this.assumptions = assumptions;
        this.device = device;
        BudgetAssumptions.Tags tags =
                device.tagList().map(assumptions.tags()::named).orElse(assumptions.tags());
        this.sizes = new MessageSizes(hub, tags, device);
    }

    /** A day in which tags change as assumed. */
    Traffic assumed() {
        return day(false);
    }

    /** A day in which every tag changes in every period. */
    Traffic worst() {
        return day(true);
    }

    private Traffic day(boolean worst) {
        Traffic messages = heartbeats();
        for (TagGroup group : device.tagGroups()) {
            messages = messages.plus(ofGroup(group, worst));
        }
        if (device.hubAccess().transport() == HubAccess.Transport.HTTPS) {
            // No connection stands: no ping, no barrier, and each message has one of its own.
            return messages.plus(new Traffic(0, 0, WireModel.POST).times(messages.messages()));
        }
        Traffic all = messages;
        if (hub.tier().twins()) {
            // A twin request counts as one message (azure-iot-hub 1, which leaves the size of the pieces open).
            double barriers = Math.min(messages.messages(), DAY / BARRIER_SECONDS);
            all = all.plus(new Traffic(0, 1, WireModel.barrier()).times(barriers));
        }
        // Any other packet puts off the next ping.
        double pings = Math.max(0, DAY / KEEP_ALIVE_SECONDS - messages.messages());
        double connections = assumptions.sim().connectionsPerDay();
        return all.plus(new Traffic(0, 0, WireModel.ping()).times(pings))
                .plus(new Traffic(0, 0, WireModel.CONNECTION).times(connections));
    }

    /** One group's messages in a day. */
    Traffic ofGroup(TagGroup group, boolean worst) {
        long tags = tagsOf(group);
        if (tags == 0) {
            return Traffic.NONE;
        }
        Traffic full = group.full()
                .map(period -> sizes.push(group, tags).times(perDay(period)))
                .orElse(Traffic.NONE);
        Traffic change = group.onChange()
                .map(period -> changes(group, tags, period, worst))
                .orElse(Traffic.NONE);
        return full.plus(change);
    }

    private Traffic changes(TagGroup group, long tags, Duration period, boolean worst) {
        if (worst) {
            return sizes.push(group, tags).times(perDay(period));
        }
        // Independent changes at a constant rate: a tag stays the same through a period with probability exp(-p/T).
        double rate =
                period.toMillis() / (double) assumptions.tags().changeEvery().toMillis();
        double changes = -Math.expm1(-rate);
        double sends = -Math.expm1(-rate * tags);
        long changed = Math.min(tags, (long) Math.ceil(tags * changes / sends));
        return sizes.push(group, changed).times(perDay(period) * sends);
    }

    /** None while full messages come at least as often. */
    private Traffic heartbeats() {
        if (device.heartbeat().isZero()) {
            return Traffic.NONE;
        }
        boolean never = device.tagGroups().stream()
                .filter(group -> tagsOf(group) > 0)
                .map(TagGroup::full)
                .flatMap(Optional::stream)
                .anyMatch(period -> period.compareTo(device.heartbeat()) <= 0);
        return never ? Traffic.NONE : sizes.heartbeat().times(perDay(device.heartbeat()));
    }

    /** All tags that the gateway has, in whichever group. */
    long tagsOnGateway() {
        return device.tagList()
                .map(list -> (long) list.tags().size())
                .orElse((long) FlexyGroup.values().length * assumptions.tags().perFlexyGroup());
    }

    /** Tags of a group: those of the gateway's tag list that it selects, without a list as many as there may be. */
    long tagsOf(TagGroup group) {
        return device.tagList().map(list -> (long) list.count(group.tags())).orElseGet(() -> assumedTagsOf(group));
    }

    /**
     * Tags of a group, at most: all of its Flexy groups, or all there are when it names none, but not more than it names
     * one by one. Patterns and types may leave fewer.
     */
    private long assumedTagsOf(TagGroup group) {
        int flexyGroups = group.groups().isEmpty()
                ? FlexyGroup.values().length
                : group.groups().size();
        long inGroups = (long) flexyGroups * assumptions.tags().perFlexyGroup();
        List<String> wanted = group.tags().names().stream()
                .filter(name -> !name.startsWith("!"))
                .toList();
        boolean oneByOne =
                !wanted.isEmpty() && wanted.stream().noneMatch(name -> name.contains("*") || name.contains("?"));
        return oneByOne ? Math.min(inGroups, wanted.size()) : inGroups;
    }

    /** Largest message of the device in bytes, as the hub counts them. */
    long largestMessage() {
        return device.tagGroups().stream()
                .mapToLong(group -> sizes.atHub(group, Math.min(tagsOf(group), sizes.tagsInMessage(group))))
                .max()
                .orElse(0);
    }

    /** What waits in the runtime's memory when all groups send all tags at the same moment, in bytes. */
    long burst() {
        return device.tagGroups().stream()
                .mapToLong(group -> {
                    long inMessage = sizes.tagsInMessage(group);
                    long messages = (tagsOf(group) + inMessage - 1) / inMessage;
                    long oneTag = sizes.payload(group, 1) - sizes.payload(group, 0);
                    return messages * (sizes.payload(group, 0) + 2 * sizes.topic(group)) + tagsOf(group) * oneTag;
                })
                .sum();
    }

    private static double perDay(Duration period) {
        return DAY / period.toSeconds();
    }
}
