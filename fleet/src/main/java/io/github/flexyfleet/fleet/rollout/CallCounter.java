package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.talk2m.CallListener;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts Talk2M calls, by device where a call belongs to one. Thread-safe. */
public final class CallCounter implements CallListener {
    private static final String DEVICE_CALL = "/t2mapi/get/";

    private final Map<String, AtomicInteger> byDevice = new ConcurrentHashMap<>();
    private final AtomicInteger account = new AtomicInteger();

    @Override
    public void ended(Call call) {
        if (call.path().startsWith(DEVICE_CALL)) {
            String name = call.path().substring(DEVICE_CALL.length()).split("/", 2)[0];
            counter(name).incrementAndGet();
        } else {
            account.incrementAndGet();
        }
    }

    /** Calls to a device. */
    public int of(Talk2mDevice device) {
        return counter(device.encodedName()).get();
    }

    /** Calls that belong to no device: logins and the device list. */
    public int account() {
        return account.get();
    }

    private AtomicInteger counter(String encodedName) {
        return byDevice.computeIfAbsent(encodedName, name -> new AtomicInteger());
    }
}
