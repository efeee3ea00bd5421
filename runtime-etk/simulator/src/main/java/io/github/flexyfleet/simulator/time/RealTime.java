package io.github.flexyfleet.simulator.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's own time; only what the clock shows may be another's. */
final class RealTime implements WorldTime {
    private static final Busy NOTHING = () -> {};

    private final InstantSource clock;

    RealTime(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public Pause pause() {
        return new RealPause();
    }

    @Override
    public Worker worker(String name) {
        return new RealWorker(name);
    }

    @Override
    public Busy busy() {
        return NOTHING;
    }

    @Override
    public GuestWaits guests() {
        return new RealGuests();
    }

    private static final class RealPause implements Pause {
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void await() throws InterruptedException {
            ended.await();
        }

        @Override
        public boolean await(Duration atMost) throws InterruptedException {
            return ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void end() {
            ended.countDown();
        }
    }

    private static final class RealWorker implements Worker {
        private final ScheduledThreadPoolExecutor executor;

        RealWorker(String name) {
            executor = new ScheduledThreadPoolExecutor(1, WorkerThreads.named(name));
            executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            executor.setRemoveOnCancelPolicy(true);
            executor.setKeepAliveTime(WorkerThreads.IDLE.toMillis(), TimeUnit.MILLISECONDS);
            executor.allowCoreThreadTimeOut(true);
        }

        @Override
        public void execute(Runnable work) {
            executor.execute(work);
        }

        @Override
        public Task schedule(Duration delay, Runnable work) {
            ScheduledFuture<?> future = executor.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> future.cancel(false);
        }

        @Override
        public void stop() {
            executor.shutdownNow();
        }

        @Override
        public void finish() {
            executor.shutdown();
        }

        @Override
        public boolean stopped() {
            return executor.isShutdown();
        }
    }

    private static final class RealGuests implements GuestWaits {
        @Override
        @SuppressWarnings("WaitNotInLoop") // the guest has the loop
        public void await(Object monitor, long millis) throws InterruptedException {
            monitor.wait(millis);
        }

        @Override
        public void wake(Object monitor, boolean all) {
            if (all) {
                monitor.notifyAll();
            } else {
                monitor.notify();
            }
        }

        @Override
        @SuppressWarnings("ThreadJoinLoop") // interrupts are the guest's
        public void join(Thread thread, long millis) throws InterruptedException {
            thread.join(millis);
        }

        @Override
        public void starting(Thread thread) {}

        @Override
        public void ended(Thread thread) {}
    }
}
