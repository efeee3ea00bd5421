package io.github.flexyfleet.fleet.engine;

import io.github.flexyfleet.fleet.gateway.DeviceLink;
import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.DeviceLogs;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.LogLine;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.RuntimeRelease;
import io.github.flexyfleet.fleet.gateway.Talk2mLinks;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.AdaptiveLimit;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.fleet.rollout.StatusReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reaches devices outside of a rollout: asks them, reads their logs, does one thing to one of them. */
record DeviceVisits(Connections connections, RuntimeRelease release, RolloutSettings settings, Pace pace) {
    /** A configuration change on a healthy device takes no more (docs/operations.md). */
    static final int CALLS_OF_A_CHANGE = 12;

    /** Something done to one device. */
    @FunctionalInterface
    interface Work<T> {
        T on(DeviceLink link) throws DeviceProblemException, InterruptedException;
    }

    List<DeviceState> status(List<DeviceTarget> targets) throws DeviceProblemException, InterruptedException {
        AdaptiveLimit limit = new AdaptiveLimit(settings.concurrency(), pace);
        try (AccountSessions accounts = new AccountSessions(connections, targets, pace::now, limit)) {
            return new StatusReader(accounts.links(work(1)), settings.concurrency(), pace::now).read(targets, limit);
        }
    }

    Map<DeviceId, List<LogLine>> logs(List<DeviceTarget> targets, int lines) throws InterruptedException {
        Map<DeviceId, List<LogLine>> logs = new HashMap<>();
        AdaptiveLimit limit = new AdaptiveLimit(1, pace);
        try (AccountSessions accounts = new AccountSessions(connections, targets, pace::now, limit)) {
            DeviceLinks links = accounts.links(work(1));
            for (DeviceTarget target : targets) {
                try (DeviceLink link = links.open(target)) {
                    logs.put(target.device(), DeviceLogs.read(link, lines));
                } catch (DeviceProblemException e) {
                    // What it has logged would help, but what went wrong is known without.
                    logs.remove(target.device());
                }
            }
        } catch (DeviceProblemException e) {
            return logs;
        }
        return logs;
    }

    <T> T to(DeviceTarget target, Work<T> work) throws DeviceProblemException, InterruptedException {
        AdaptiveLimit limit = new AdaptiveLimit(1, pace);
        try (AccountSessions accounts = new AccountSessions(connections, List.of(target), pace::now, limit);
                DeviceLink link = accounts.links(work(CALLS_OF_A_CHANGE)).open(target)) {
            return work.on(link);
        }
    }

    /**
     * How devices are worked on.
     *
     * @param calls that one takes at most, which an account must have left before it is begun
     */
    Talk2mLinks.DeviceWork work(int calls) {
        return new Talk2mLinks.DeviceWork(release, pace, settings.deviceEvery(), calls);
    }
}
