package io.github.flexyfleet.fleet.talk2m;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Protocol;
import okhttp3.Response;

/** Measures one call; it travels with its request, as a tag. For one call. */
final class CallMeter extends EventListener {
    private final InstantSource clock;
    private Instant start = Instant.MIN;
    private Instant end = Instant.MIN;
    private int status;
    private long sentBytes;
    private int connections;

    CallMeter(InstantSource clock) {
        this.clock = clock;
    }

    /** The meter of a call, for the HTTP library. */
    static EventListener of(Call call) {
        CallMeter meter = call.request().tag(CallMeter.class);
        return meter == null ? NONE : meter;
    }

    @Override
    public void callStart(Call call) {
        start = clock.instant();
        end = start;
    }

    @Override
    public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, Protocol protocol) {
        connections++;
    }

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
        sentBytes += byteCount;
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        status = response.code();
    }

    @Override
    public void callEnd(Call call) {
        end = clock.instant();
    }

    @Override
    public void callFailed(Call call, IOException ioe) {
        end = clock.instant();
    }

    /** What was measured. */
    CallListener.Call measured(String host, String path, long receivedBytes) {
        return new CallListener.Call(
                host, path, status, sentBytes, receivedBytes, connections, Duration.between(start, end));
    }
}
