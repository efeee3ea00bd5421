package io.github.flexyfleet.simulator.vm.guest;

import io.github.flexyfleet.simulator.vm.bridge.Conversions;
import io.github.flexyfleet.simulator.vm.bridge.HeapAccess;
import io.github.flexyfleet.simulator.vm.bridge.Host;

/** The way from the classes of one VM to the gateway. */
public final class Guest {
    /** Set once by the simulator before any guest class runs. */
    private static volatile Host host;

    private Guest() {}

    /** Gives this VM its gateway. */
    public static void start(Host gateway) {
        host = gateway;
    }

    /** The gateway; ends the calling thread when this VM is being stopped. */
    public static Host host() {
        host.check();
        return host;
    }

    /** The heap, also when this VM is being stopped. */
    static HeapAccess heap() {
        return host.heap();
    }

    /** Whether this VM does something wrong that other VMs do right. */
    static boolean has(Conversions.Flaw flaw) {
        return host.conversions().has(flaw);
    }

    /** Called at every backward jump of guest code, so that no loop survives the VM or fills the heap unseen. */
    public static void poll() {
        host.check();
        GuestHeap.loop();
    }

    /** Called at the start of every handler of Throwable, Error and Exception in guest code. */
    @SuppressWarnings("unused") // the handler's stack holds what it caught; nothing of it is needed
    public static void caught(Throwable thrown) {
        host.check();
    }
}
