package io.github.flexyfleet.fleet.hub;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Protocol;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A service of Azure over HTTPS, which others write to as well, and with which things go wrong on demand. */
abstract class FaultyService extends Dispatcher {
    static final JsonMapper JSON = JsonMapper.shared();

    final LocalServer server = new LocalServer();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final Deque<Runnable> quicker = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();

    /** What goes wrong with one request. */
    enum Fault {
        NONE,
        LOST_REQUEST,
        LOST_ANSWER,
        ERROR_500,
        THROTTLED
    }

    final void start() throws Exception {
        // HTTP/1.1, where a lost answer is a closed connection.
        server.web.setProtocols(List.of(Protocol.HTTP_1_1));
        server.web.setDispatcher(this);
        server.start();
    }

    final void stop() {
        server.close();
    }

    final synchronized void faults(Fault... next) {
        faults.addAll(List.of(next));
    }

    /** Somebody else writes right before the next write that comes in. */
    final synchronized void beforeNextWrite(Runnable other) {
        quicker.add(other);
    }

    /** Nothing goes wrong any more. */
    final synchronized void well() {
        faults.clear();
    }

    /** Method and path of all requests since the last call. */
    final synchronized List<String> takeRequests() {
        List<String> taken = List.copyOf(requests);
        requests.clear();
        return taken;
    }

    @Override
    public final synchronized MockResponse dispatch(RecordedRequest request) {
        requests.add(request.getMethod() + " " + heard(request));
        if (request.getMethod().equals("PUT") && !quicker.isEmpty()) {
            quicker.remove().run();
        }
        Fault fault = faults.isEmpty() ? Fault.NONE : faults.remove();
        return switch (fault) {
            case NONE -> serve(request);
            case LOST_REQUEST -> lost();
            case LOST_ANSWER -> {
                serve(request);
                yield lost();
            }
            case ERROR_500 -> error(500, 500001, "ServerError");
            case THROTTLED -> throttled();
        };
    }

    /** Hears of each request; answers how its path is written down. */
    abstract String heard(RecordedRequest request);

    abstract MockResponse serve(RecordedRequest request);

    MockResponse throttled() {
        return error(429, 429001, "ThrottlingException");
    }

    private static MockResponse lost() {
        return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
    }

    static MockResponse json(ObjectNode body) {
        return new MockResponse.Builder().body(body.toString()).build();
    }

    static MockResponse error(int status, int code, String name) {
        return new MockResponse.Builder()
                .code(status)
                .body(errorBody(code, name))
                .build();
    }

    /** As a hub tells an error (azure-iot-hub 4). */
    static String errorBody(int code, String name) {
        ObjectNode body = JSON.createObjectNode();
        body.put("Message", "ErrorCode:" + name + ";words");
        body.put("ExceptionMessage", "Tracking ID:1");
        body.put("errorCode", code);
        return body.toString();
    }
}
