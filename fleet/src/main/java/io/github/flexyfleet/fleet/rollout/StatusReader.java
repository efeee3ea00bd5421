package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceLink;
import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Asks all devices for their status, side by side: one Talk2M call a device, no write, and no device is woken up. */
public final class StatusReader {
    private final DeviceLinks links;
    private final int concurrency;
    private final InstantSource clock;

    /**
     * Prepares to ask.
     *
     * @param links opens links to devices
     * @param concurrency devices asked at the same time, at least 1
     * @param clock this machine's
     */
    public StatusReader(DeviceLinks links, int concurrency, InstantSource clock) {
        this.links = links;
        this.concurrency = concurrency;
        this.clock = clock;
    }

    /** Asks; the states come in the order of the targets. */
    public List<DeviceState> read(List<DeviceTarget> targets) throws InterruptedException {
        return read(targets, new AdaptiveLimit(concurrency));
    }

    /** Asks as many at a time as a limit allows that others move too. */
    public List<DeviceState> read(List<DeviceTarget> targets, AdaptiveLimit limit) throws InterruptedException {
        List<Callable<DeviceState>> pieces = new ArrayList<>();
        targets.forEach(target -> pieces.add(() -> one(target)));
        return new Crew(limit).work(pieces);
    }

    private DeviceState one(DeviceTarget target) throws InterruptedException {
        DeviceLink link = null;
        try {
            link = links.open(target.leftAsleep());
            Optional<RuntimeStatus> status = link.status();
            return new DeviceState(
                    target, status, link.calls(), status.isPresent() ? Optional.empty() : absent(), clock.instant());
        } catch (DeviceProblemException e) {
            return unknown(target, link, e.problem());
        } catch (RuntimeException e) {
            // A defect of ours must not hide the other devices.
            return unknown(target, link, Rollout.internal(e));
        } finally {
            if (link != null) {
                link.close();
            }
        }
    }

    private DeviceState unknown(DeviceTarget target, DeviceLink link, DeviceProblem problem) {
        return new DeviceState(
                target, Optional.empty(), link == null ? 0 : link.calls(), Optional.of(problem), clock.instant());
    }

    private static Optional<DeviceProblem> absent() {
        return Optional.of(
                new DeviceProblem(ProblemCode.RUNTIME_SILENT, "no runtime answers", "flexy:deploy installs it"));
    }
}
