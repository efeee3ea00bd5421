package io.github.flexyfleet.simulator.time;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A worker in virtual time: work that waits for the thread, or is being done, counts as running. */
final class VirtualWorker implements Worker {
    private final Timeline line;
    private final ThreadPoolExecutor executor;

    VirtualWorker(Timeline line, String name) {
        this.line = line;
        executor = new ThreadPoolExecutor(
                1,
                1,
                WorkerThreads.IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                WorkerThreads.named(name));
        executor.allowCoreThreadTimeOut(true);
    }

    /** Work that counts as running until it is done or given up. */
    private final class Counted implements Runnable {
        private final Runnable work;
        private final AtomicBoolean open = new AtomicBoolean(true);

        Counted(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            try {
                work.run();
            } finally {
                end();
            }
        }

        void end() {
            if (open.compareAndSet(true, false)) {
                line.end();
            }
        }
    }

    private final class Later extends Timeline.Due implements Task {
        private final Runnable work;

        Later(Runnable work) {
            this.work = work;
        }

        @Override
        void fire() {
            Counted counted = new Counted(work);
            try {
                executor.execute(counted);
            } catch (RejectedExecutionException e) {
                // Stopped at this very moment.
                counted.end();
            }
        }

        boolean isOf(VirtualWorker worker) {
            return worker == VirtualWorker.this;
        }

        @Override
        public boolean cancel() {
            return line.remove(this);
        }
    }

    @Override
    public void execute(Runnable work) {
        line.begin();
        Counted counted = new Counted(work);
        try {
            executor.execute(counted);
        } catch (RejectedExecutionException e) {
            counted.end();
            throw e;
        }
    }

    @Override
    public Task schedule(Duration delay, Runnable work) {
        if (executor.isShutdown()) {
            throw new RejectedExecutionException("the worker is stopped");
        }
        Later later = new Later(work);
        line.add(later, delay.toMillis());
        return later;
    }

    @Override
    public void stop() {
        drop();
        for (Runnable never : executor.shutdownNow()) {
            ((Counted) never).end();
        }
    }

    @Override
    public void finish() {
        executor.shutdown();
        drop();
    }

    private void drop() {
        line.removeAll(due -> due instanceof Later later && later.isOf(this));
    }

    @Override
    public boolean stopped() {
        return executor.isShutdown();
    }
}
