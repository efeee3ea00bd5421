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

    /** HTTP status that an action got; 0 while there is none. */
    int httpStatus(int id);

    /** What an action without a destination file got; empty while there is nothing. */
    String httpBody(int id);

    /** A SYS item of the configuration. */
    String item(String name) throws BasicException;

    /** Sets a SYS item, until the next boot. */
    void setItem(String name, String value) throws BasicException;

    /** Keeps the configuration over the next boot. */
    void saveConfiguration();

    /** The customer's own program. */
    Program program();

    /** Serial number. */
    String serial();

    /** Number of tags. */
    int tagCount();

    /** Local time, {@code dd/MM/yyyy HH:mm:ss}. */
    String localTime();

    /** Restarts the gateway soon. */
    void reboot();
}
