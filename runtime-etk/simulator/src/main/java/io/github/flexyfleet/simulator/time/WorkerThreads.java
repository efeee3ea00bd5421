package io.github.flexyfleet.simulator.time;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/** Threads of workers: daemons in the group of the thread that makes the factory. */
final class WorkerThreads {
    /** An idle thread of a worker ends after this, since hundreds of gateways have some each. */
    static final Duration IDLE = Duration.ofSeconds(5);

    private WorkerThreads() {}

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
