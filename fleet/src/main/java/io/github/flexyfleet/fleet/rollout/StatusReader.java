package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks all devices for their status, side by side: one Talk2M call a device, no write. */
public final class StatusReader {
    private final Rollout.Links links;
    private final int concurrency;

    /**
     * Prepares to ask.
     *
     * @param links opens links to devices
     * @param concurrency devices asked at the same time, at least 1
     */
    public StatusReader(Rollout.Links links, int concurrency) {
        this.links = links;
        this.concurrency = concurrency;
    }

    /** Asks; the states come in the order of the targets. */
    public List<DeviceState> read(List<DeviceTarget> targets) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(concurrency, targets.size()));
        try {
            List<Future<DeviceState>> asked = new ArrayList<>();
            for (DeviceTarget target : targets) {
                asked.add(workers.submit(() -> one(target)));
            }
            List<DeviceState> states = new ArrayList<>();
            for (Future<DeviceState> future : asked) {
                states.add(future.get());
            }
            return states;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private DeviceState one(DeviceTarget target) throws InterruptedException {
        DeviceLink link = null;
        try {
            link = links.open(target);
            Optional<RuntimeStatus> status = link.status();
            return new DeviceState(target, status, link.calls(), status.isPresent() ? Optional.empty() : absent());
        } catch (DeviceProblemException e) {
            return new DeviceState(target, Optional.empty(), link == null ? 0 : link.calls(), Optional.of(e.problem()));
        } catch (RuntimeException e) {
            // A defect of ours must not hide the other devices.
            return new DeviceState(
                    target, Optional.empty(), link == null ? 0 : link.calls(), Optional.of(Rollout.internal(e)));
        }
    }

    private static Optional<DeviceResult.Problem> absent() {
        return Optional.of(
                new DeviceResult.Problem(ProblemCode.RUNTIME_SILENT, "no runtime answers", "flexy:deploy installs it"));
    }
}
