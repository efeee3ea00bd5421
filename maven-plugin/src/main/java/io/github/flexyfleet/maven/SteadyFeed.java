package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.hub.EventFeedException;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A feed for a rollout: of its devices only, and one that does not end it. When the hub cannot be read any more, nothing
 * comes, so that no gate opens and no device is confirmed without proof.
 */
final class SteadyFeed implements EventFeed {
    private final EventFeed feed;
    private final Set<DeviceId> devices;
    private final Consumer<String> warn;
    private boolean warned;

    SteadyFeed(EventFeed feed, Set<DeviceId> devices, Consumer<String> warn) {
        this.feed = feed;
        this.devices = Set.copyOf(devices);
        this.warn = warn;
    }

    @Override
    public List<DeviceMessage> poll() {
        try {
            return feed.poll().stream()
                    .filter(message -> devices.contains(message.device()))
                    .toList();
        } catch (EventFeedException e) {
            if (!warned) {
                warned = true;
                warn.accept(ProblemCode.MESSAGES_UNREADABLE.id() + " " + e.getMessage()
                        + "; devices under way cannot prove their data now and go back");
            }
            return List.of();
        }
    }

    @Override
    public void close() {
        feed.close();
    }
}
