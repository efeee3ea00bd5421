package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.simulator.hub.EventLog;
import io.github.flexyfleet.simulator.hub.HubEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What arrives at the rehearsal hub from now on. */
final class RehearsalFeed implements EventFeed {
    private final EventLog log;
    private long position;

    RehearsalFeed(EventLog log) {
        this.log = log;
        this.position = log.last();
    }

    @Override
    public synchronized List<DeviceMessage> poll() {
        List<HubEvent> fresh = log.since(position);
        if (!fresh.isEmpty()) {
            position = fresh.get(fresh.size() - 1).position();
        }
        return fresh.stream()
                .map(event -> new DeviceMessage(
                        new DeviceId(event.deviceId()),
                        event.enqueued(),
                        event.properties(),
                        new String(event.body(), StandardCharsets.UTF_8),
                        new DeviceMessage.BodyForm(
                                event.systemProperties().getOrDefault("content-type", ""),
                                event.systemProperties().getOrDefault("content-encoding", ""))))
                .toList();
    }

    @Override
    public void close() {
        // The log belongs to the world.
    }
}
