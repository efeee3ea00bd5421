package io.github.flexyfleet.simulator.flexy.basic;

import io.github.flexyfleet.simulator.vm.bridge.FlashAccess;

/** What BASIC reaches of the gateway. */
public interface BasicGateway {
    /** The user partition. */
    FlashAccess flash();

    /** Starts an HTTP request, which goes on by itself; answers its action id. */
    int request(String url, String method, String headers, String text, String files, String destination);

    /** Status of an action: -1 in progress, -2 not known, 0 done, above 0 error. */
    int actionStatus(int id);

    /** Serial number. */
    String serial();

    /** Number of tags. */
    int tagCount();

    /** Local time, {@code dd/MM/yyyy HH:mm:ss}. */
    String localTime();

    /** Restarts the gateway soon. */
    void reboot();
}
