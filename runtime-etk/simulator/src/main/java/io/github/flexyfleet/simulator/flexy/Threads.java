package io.github.flexyfleet.simulator.flexy;

import java.util.concurrent.ThreadFactory;

/** Threads of the gateway's firmware: daemons in the group of the thread that makes the factory. */
final class Threads {
    private Threads() {}

    /**
     * A factory. Its threads never belong to the thread group of a Java VM of a gateway, even when guest code causes
     * the first piece of work.
     */
    static ThreadFactory named(String name) {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        return work -> {
            Thread thread = new Thread(group, work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
