package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.talk2m.CallListener;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Counts the calls of one Talk2M account, by device where a call belongs to one. Thread-safe. */
public final class CallCounter implements CallListener {
    private static final String DEVICE_CALL = "/t2mapi/get/";

    private final Map<String, Integer> byDevice = new HashMap<>();
    private final List<Duration> durations = new ArrayList<>();
    private int account;
    private int retries;
    private long sent;
    private long received;
    private int connections;

    @Override
    public synchronized void ended(Call call) {
        if (call.path().startsWith(DEVICE_CALL)) {
            String name = call.path().substring(DEVICE_CALL.length()).split("/", 2)[0];
            byDevice.merge(name, 1, Integer::sum);
        } else {
            account++;
        }
        sent += call.sentBytes();
        received += call.receivedBytes();
        connections += call.connections();
        durations.add(call.duration());
    }

    /** A call is about to be repeated. */
    public synchronized void retried() {
        retries++;
    }

    /** Calls to a device. */
    public synchronized int of(Talk2mDevice device) {
        return byDevice.getOrDefault(device.encodedName(), 0);
    }

    /** Calls that belong to no device: logins and the device list. */
    public synchronized int account() {
        return account;
    }

    /**
     * All figures up to now.
     *
     * @param name of the account
     * @param leftToday calls left of its day, when known
     */
    public synchronized AccountFigures figures(String name, OptionalLong leftToday) {
        List<Duration> sorted = durations.stream().sorted().toList();
        return new AccountFigures(
                name,
                durations.size(),
                account,
                retries,
                new AccountFigures.Traffic(sent, received, connections),
                new AccountFigures.Latency(part(sorted, 50), part(sorted, 95), part(sorted, 100)),
                leftToday);
    }

    /** The smallest duration that at least so many percent do not exceed. */
    private static Duration part(List<Duration> sorted, int percent) {
        if (sorted.isEmpty()) {
            return Duration.ZERO;
        }
        int rank = (sorted.size() * percent + 99) / 100;
        return sorted.get(Math.max(0, rank - 1));
    }
}
