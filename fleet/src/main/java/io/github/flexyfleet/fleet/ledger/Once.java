package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Passes on how a device ended once, though both who works on it and who leads tells it. Thread-safe. */
final class Once implements Consumer<RolloutEvent> {
    private final Consumer<RolloutEvent> listener;
    private final Map<DeviceId, RolloutEvent.DeviceFinished> told = new HashMap<>();
    private boolean started;

    Once(Consumer<RolloutEvent> listener) {
        this.listener = listener;
    }

    @Override
    public void accept(RolloutEvent event) {
        if (isNew(event)) {
            listener.accept(event);
        }
    }

    private synchronized boolean isNew(RolloutEvent event) {
        if (event instanceof RolloutEvent.Started) {
            boolean first = !started;
            started = true;
            return first;
        }
        if (event instanceof RolloutEvent.DeviceFinished finished) {
            RolloutEvent.DeviceFinished before =
                    told.put(finished.result().target().device(), finished);
            return before == null
                    || before.result().outcome() != finished.result().outcome();
        }
        return true;
    }
}
