package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.time.Pause;
import io.github.flexyfleet.simulator.time.WorldTime;
import io.github.flexyfleet.simulator.vm.bridge.Event;
import io.github.flexyfleet.simulator.vm.bridge.WebAccess;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Requests to {@code jvmForm} that wait for Java. Thread-safe. */
final class WebForms implements WebAccess {
    private final Map<Integer, Exchange> exchanges = new HashMap<>();
    private final WorldTime time;
    private final int longest;
    private boolean ended;

    /**
     * No requests.
     *
     * @param time on which they wait
     * @param largestField of a field Java gets so many KiB; 0 for any
     */
    WebForms(WorldTime time, int largestField) {
        this.time = time;
        this.longest = largestField == 0 ? Integer.MAX_VALUE : largestField * 1024;
    }

    private static final class Exchange {
        private final Map<String, String> fields;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final Pause wait;
        private boolean closed;
        private boolean over;
        private String contentType = "text/html";

        Exchange(Map<String, String> fields, Pause wait) {
            this.fields = fields;
            this.wait = wait;
        }

        void end(boolean answered) {
            closed |= answered && !over;
            over = true;
            wait.end();
        }
    }

    /**
     * Hands a form to Java and waits for the end of its event.
     *
     * @return nothing when no event loop runs, the VM ends, or the time is over
     */
    Optional<WebResponse> ask(EventQueue events, String form, Map<String, String> fields, long timeoutMillis)
            throws InterruptedException {
        Exchange exchange = new Exchange(fields, time.pause());
        int handle;
        synchronized (this) {
            handle = ended ? 0 : events.post(Event.WEB_FORM, form, 0, 0);
            if (handle == 0) {
                return Optional.empty();
            }
            exchanges.put(handle, exchange);
        }
        try {
            boolean unused = exchange.wait.await(Duration.ofMillis(timeoutMillis));
        } finally {
            synchronized (this) {
                exchanges.remove(handle);
            }
        }
        synchronized (this) {
            return exchange.closed
                    ? Optional.of(new WebResponse(200, exchange.contentType, exchange.body.toByteArray()))
                    : Optional.empty();
        }
    }

    /** The event of a form ended: its answer goes out. */
    synchronized void closed(int handle) {
        Exchange exchange = exchanges.get(handle);
        if (exchange != null) {
            exchange.end(true);
        }
    }

    /** The VM ended: nobody answers any more. */
    synchronized void end() {
        ended = true;
        exchanges.values().forEach(exchange -> exchange.end(false));
    }

    @Override
    public synchronized String variable(int handle, String name, String otherwise) {
        Exchange exchange = exchanges.get(handle);
        String value = exchange == null ? otherwise : exchange.fields.getOrDefault(name, otherwise);
        return value == null || value.length() <= longest ? value : value.substring(0, longest);
    }

    @Override
    public synchronized void contentType(int handle, String value) {
        Exchange exchange = exchanges.get(handle);
        if (exchange != null) {
            exchange.contentType =
                    value.replaceFirst("(?i)^content-type:\\s*", "").strip();
        }
    }

    @Override
    public synchronized void write(int handle, byte[] bytes, int offset, int length) {
        Exchange exchange = exchanges.get(handle);
        if (exchange != null && !exchange.over) {
            exchange.body.write(bytes, offset, length);
        }
    }
}
