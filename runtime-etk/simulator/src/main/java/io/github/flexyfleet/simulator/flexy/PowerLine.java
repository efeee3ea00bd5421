package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.vm.bridge.VmKilled;
import io.github.flexyfleet.simulator.vm.flash.FlashFaults;

/**
 * The power of a gateway as its flash meets it: after a cut nothing is written until the power is back. Thread-safe.
 */
final class PowerLine implements FlashFaults {
    private final FlashFaults plan;
    private final Runnable onCut;
    private int changesLeft;
    private boolean cut;

    /**
     * With power.
     *
     * @param plan may cut it too, see {@link FlashFaults}
     * @param onCut called once at each cut, on the thread that met it; must not wait
     */
    PowerLine(FlashFaults plan, Runnable onCut) {
        this.plan = plan;
        this.onCut = onCut;
    }

    /** The power is back. */
    synchronized void restore() {
        cut = false;
        changesLeft = 0;
    }

    synchronized boolean isCut() {
        return cut;
    }

    /** Cuts the power at a change of the flash from now on, 1 for the next; 0 for at once. */
    synchronized void cutAt(int change) {
        if (change == 0) {
            cut();
        } else {
            changesLeft = change;
        }
    }

    /** Whether the power is gone; a cut that waits happens now. */
    synchronized boolean cutNowIfWaiting() {
        if (changesLeft > 0) {
            cut();
        }
        return cut;
    }

    private void cut() {
        changesLeft = 0;
        if (!cut) {
            cut = true;
            onCut.run();
        }
    }

    /** Of a write that meets the cut, half of the bytes get through. */
    @Override
    public synchronized int reach(Operation operation, String path, int bytes) {
        if (cut) {
            throw new VmKilled();
        }
        if (changesLeft > 0) {
            changesLeft--;
            if (changesLeft == 0) {
                cut();
                if (operation == Operation.WRITE && bytes > 1) {
                    return bytes / 2;
                }
                throw new VmKilled();
            }
        }
        int reached;
        try {
            reached = plan.reach(operation, path, bytes);
        } catch (VmKilled e) {
            cut();
            throw e;
        }
        if (reached < bytes) {
            cut();
        }
        return reached;
    }
}
