package io.github.flexyfleet.maven;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.concurrent.CountDownLatch;

/**
 * The user's wish that a goal ends: a line on the standard input. When the input ends without one, as in the background,
 * only a signal ends the process; then the clean-up runs in a shutdown hook.
 */
final class StopRequest implements AutoCloseable {
    private final CountDownLatch wished = new CountDownLatch(1);
    private final Thread hook;

    private StopRequest(Runnable cleanUp) {
        hook = new Thread(cleanUp, "end of the world");
    }

    /** Listens from now on. */
    static StopRequest listen(InputStream input, Runnable cleanUp) {
        StopRequest request = new StopRequest(cleanUp);
        Runtime.getRuntime().addShutdownHook(request.hook);
        Thread reader = new Thread(() -> request.read(input), "wait for Enter");
        reader.setDaemon(true);
        reader.start();
        return request;
    }

    // The reader is not closed: the input belongs to the process.
    private void read(InputStream input) {
        try {
            if (new BufferedReader(new InputStreamReader(input, Charset.defaultCharset())).readLine() != null) {
                wished.countDown();
            }
        } catch (IOException e) {
            // As good as the end of the input.
        }
    }

    /** Returns when the user wishes. */
    void await() throws InterruptedException {
        wished.await();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook does the rest.
        }
    }
}
