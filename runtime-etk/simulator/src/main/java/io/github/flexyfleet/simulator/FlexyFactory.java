package io.github.flexyfleet.simulator;

import io.github.flexyfleet.simulator.flexy.FlexySpec;
import io.github.flexyfleet.simulator.flexy.FlexyWeb;
import io.github.flexyfleet.simulator.flexy.Knobs;
import io.github.flexyfleet.simulator.flexy.Troubles;
import io.github.flexyfleet.simulator.flexy.VirtualFlexy;
import io.github.flexyfleet.simulator.net.Network;
import io.github.flexyfleet.simulator.vm.load.DeviceClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** Makes the gateways of a world; the seam at which a test puts in its own. */
@FunctionalInterface
interface FlexyFactory {
    /**
     * Makes a gateway without power.
     *
     * @param spec what it is
     * @param directory its flash, kept between worlds; it exists
     * @param network what it can reach
     * @param clock the world's time
     * @throws IOException when its flash cannot be read
     */
    Machine make(FlexySpec spec, Path directory, Network network, InstantSource clock) throws IOException;

    /** A gateway as the world handles it. */
    interface Machine extends AutoCloseable {
        /** Its web server. */
        FlexyWeb web();

        /** What can happen to it from outside. */
        Troubles troubles();

        /**
         * Gives it power; returns when its web server and its Java program can answer. A world that is opened again
         * finds gateways that have been running all the time, not ones that are just booting.
         */
        void powerOn() throws IOException;

        /** Writes to its flash and state that came from outside, since it was made. */
        long writes();

        @Override
        void close();
    }

    /** Makes virtual Flexys that run whatever jar lies on their flash. */
    static FlexyFactory virtual(Knobs knobs) {
        DeviceClasses classes = DeviceClasses.load();
        return (spec, directory, network, clock) -> {
            VirtualFlexy flexy = new VirtualFlexy(spec, directory, network, clock, knobs, classes);
            return new Machine() {
                @Override
                public FlexyWeb web() {
                    return flexy;
                }

                @Override
                public Troubles troubles() {
                    return flexy;
                }

                @Override
                public void powerOn() {
                    flexy.powerOn();
                    flexy.awaitJava();
                }

                @Override
                public long writes() {
                    return flexy.writes();
                }

                @Override
                public void close() {
                    flexy.close();
                }
            };
        };
    }
}
