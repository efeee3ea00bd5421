package io.github.flexyfleet.simulator.flexy.http;

import io.github.flexyfleet.simulator.net.FormFields;
import io.github.flexyfleet.simulator.net.Network;
import io.github.flexyfleet.simulator.time.Pause;
import io.github.flexyfleet.simulator.time.WorldTime;
import io.github.flexyfleet.simulator.vm.bridge.ActionAccess;
import io.github.flexyfleet.simulator.vm.bridge.VmKilled;
import io.github.flexyfleet.simulator.vm.flash.Flash;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Scheduled actions: one after the other, the last 20 remembered until the next boot. Thread-safe. */
public final class Actions implements ActionAccess {
    private static final int REMEMBERED = 20;
    private static final int DONE = 0;
    private static final int IN_PROGRESS = -1;
    private static final int NOT_FOUND = -2;
    private static final int ERROR = 1;
    private static final int NOT_AUTHORISED = 2;
    private static final int NO_CONNECTION = 32601;
    /** HTTPC_SDTO and HTTPC_RDTO as HMS sets them (flexy-etk 1.5). */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Set<String> METHODS =
            Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "PURGE");

    private final Flash flash;
    private final HttpClient client;
    private final HttpQuirks quirks;
    private final InstantSource clock;
    private final WorldTime time;
    private final Executor executor;
    private final Consumer<String> eventLog;
    private final Deque<Action> log = new ArrayDeque<>();
    private final Map<Integer, HttpClient.HttpAnswer> answers = new HashMap<>();
    private int nextId = 1;

    /**
     * Actions run on the executor, which should have one thread.
     *
     * @param authorities those that are trusted besides the public ones
     */
    public Actions(
            Flash flash,
            Network network,
            HttpQuirks quirks,
            InstantSource clock,
            WorldTime time,
            Executor executor,
            Consumer<String> eventLog,
            Supplier<List<X509Certificate>> authorities) {
        this.flash = flash;
        this.quirks = quirks;
        this.client = new HttpClient(network, clock, TIMEOUT, authorities);
        this.clock = clock;
        this.time = time;
        this.executor = executor;
        this.eventLog = eventLog;
    }

    /** Starts a request and answers its id. */
    public int start(String url, String method, String headers, String text, String files, String destination) {
        int id = begin();
        executor.execute(() -> {
            try {
                boolean lost = quirks.scriptStatusLost();
                end(id, execute(new Request(id, url, method, headers, text, files, destination, lost)));
            } catch (VmKilled e) {
                eventLog.accept("HTTP request: power lost");
            }
        });
        return id;
    }

    @Override
    public int request(String url, String method, String headers, String text, String files, String destination)
            throws InterruptedException {
        int id = begin();
        Pause wait = time.pause();
        executor.execute(() -> {
            try {
                boolean lost = quirks.statusLost();
                end(id, execute(new Request(id, url, method, headers, text, files, destination, lost)));
            } catch (VmKilled e) {
                eventLog.accept("HTTP request: power lost");
            } finally {
                wait.end();
            }
        });
        wait.await();
        return status(id);
    }

    /** Status of an action: -1 in progress, -2 not remembered, 0 done, above 0 error. */
    public synchronized int status(int id) {
        return log.stream()
                .filter(action -> action.id() == id)
                .map(Action::status)
                .findFirst()
                .orElse(NOT_FOUND);
    }

    /** HTTP status that a remembered action got; 0 when it got none. */
    public synchronized int httpStatus(int id) {
        HttpClient.HttpAnswer answer = answers.get(id);
        return answer == null ? 0 : answer.status();
    }

    /** What a remembered action without a destination got, as Latin-1; empty when it got nothing. */
    public synchronized String httpBody(int id) {
        HttpClient.HttpAnswer answer = answers.get(id);
        return answer == null ? "" : new String(answer.body(), StandardCharsets.ISO_8859_1);
    }

    private synchronized void keep(int id, HttpClient.HttpAnswer answer, boolean withBody) {
        answers.put(id, withBody ? answer : new HttpClient.HttpAnswer(answer.status(), new byte[0]));
    }

    @Override
    public synchronized int nextId() {
        return nextId;
    }

    @Override
    public synchronized List<Action> log() {
        return List.copyOf(log);
    }

    private synchronized int begin() {
        int id = nextId++;
        if (log.size() == REMEMBERED) {
            answers.remove(log.removeFirst().id());
        }
        log.addLast(new Action(id, IN_PROGRESS, clock.millis(), 0));
        return id;
    }

    private synchronized void end(int id, int status) {
        List<Action> all = new ArrayList<>(log);
        all.replaceAll(action -> action.id() == id ? new Action(id, status, action.start(), clock.millis()) : action);
        log.clear();
        log.addAll(all);
    }

    /**
     * A request as the firmware takes it.
     *
     * @param statusLost whether an HTTP error counts as done
     */
    private record Request(
            int id,
            String url,
            String method,
            String headers,
            String text,
            String files,
            String destination,
            boolean statusLost) {}

    private int execute(Request request) {
        String url = request.url();
        String destination = request.destination();
        if (!METHODS.contains(request.method().toUpperCase(Locale.ROOT))
                || !request.files().isEmpty()) {
            return failed(url, "method or file fields not supported", ERROR);
        }
        if (!destination.isEmpty() && !destination.startsWith("/usr/")) {
            return failed(url, "destination is not below /usr", ERROR);
        }
        if (!destination.isEmpty() && !quirks.overwrites() && flash.exists(destination)) {
            return failed(url, "destination exists", ERROR);
        }
        try {
            URI address = new URI(url);
            if (address.getHost() == null || !List.of("http", "https").contains(address.getScheme())) {
                return failed(url, "not a URL", ERROR);
            }
            HttpClient.HttpAnswer answer = client.request(
                    address,
                    request.method(),
                    headers(request.headers(), request.text()),
                    request.text().getBytes(StandardCharsets.ISO_8859_1),
                    flash.available() + flash.size(destination));
            keep(request.id(), answer, destination.isEmpty());
            return store(request, answer);
        } catch (URISyntaxException e) {
            return failed(url, "not a URL", ERROR);
        } catch (IOException e) {
            if (!destination.isEmpty()) {
                flash.delete(destination);
            }
            return failed(url, e.getMessage(), NO_CONNECTION);
        }
    }

    /** Result of an HTTP error status other than 401: INFERRED, the gateway's general error. */
    private int store(Request request, HttpClient.HttpAnswer answer) {
        String url = request.url();
        String destination = request.destination();
        if (answer.status() / 100 != 2 && !request.statusLost()) {
            if (!destination.isEmpty()) {
                flash.delete(destination);
            }
            return failed(url, "HTTP status " + answer.status(), answer.status() == 401 ? NOT_AUTHORISED : ERROR);
        }
        try {
            if (!destination.isEmpty()) {
                flash.write(destination, answer.body());
            }
            return DONE;
        } catch (IOException e) {
            return failed(url, "cannot write " + destination, ERROR);
        }
    }

    private int failed(String url, String why, int code) {
        String shown = url.contains("?") ? url.substring(0, url.indexOf('?')) + "?..." : url;
        eventLog.accept("HTTP request failed (" + code + "): " + shown + ": " + why);
        return code;
    }

    /** {@code Name=Value&Name2=Value2} by turns; a body is a form unless the headers say something else. */
    private List<String> headers(String headers, String text) {
        List<String> found = new ArrayList<>();
        boolean typed = false;
        for (String header : headers.isEmpty() ? new String[0] : headers.split("&", -1)) {
            int equals = header.indexOf('=');
            if (equals > 0) {
                found.add(header.substring(0, equals));
                String value = header.substring(equals + 1);
                found.add(quirks.headersDecoded() ? decoded(value) : value);
                typed |= header.substring(0, equals).equalsIgnoreCase("Content-Type");
            }
        }
        if (!text.isEmpty() && !typed) {
            found.add("Content-Type");
            found.add("application/x-www-form-urlencoded");
        }
        return found;
    }

    /** A value that is not percent-encoded stays as it is. */
    private static String decoded(String value) {
        try {
            return FormFields.decodePath(value);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
