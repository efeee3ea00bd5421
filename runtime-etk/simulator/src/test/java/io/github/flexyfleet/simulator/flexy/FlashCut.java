package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.vm.bridge.VmKilled;
import io.github.flexyfleet.simulator.vm.flash.FlashFaults;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Cuts the power at a change of the flash; a write that it hits is done by half. Never, unless it is told. */
final class FlashCut implements FlashFaults {
    private final AtomicInteger changesLeft = new AtomicInteger(Integer.MAX_VALUE);

    /** So many changes are done whole from now on. */
    void after(int changes) {
        changesLeft.set(changes);
    }

    void never() {
        after(Integer.MAX_VALUE);
    }

    boolean hasCome() {
        return changesLeft.get() < 0;
    }

    /** A quick gateway with this flash. */
    Knobs knobs() {
        return new Knobs(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(30), Duration.ofMillis(2), this);
    }

    @Override
    public int reach(Operation operation, String path, int bytes) {
        int left = changesLeft.getAndDecrement();
        if (left > 0) {
            return bytes;
        }
        if (left == 0 && operation == Operation.WRITE) {
            return bytes / 2;
        }
        throw new VmKilled();
    }
}
