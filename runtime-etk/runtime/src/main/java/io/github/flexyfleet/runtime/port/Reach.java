package io.github.flexyfleet.runtime.port;

/**
 * What plain sockets and the Flexy's own addresses tell of the way to a server. The MQTT client gives no reason for its
 * silence (flexy-etk 1.2), so this is all there is. Worker thread only; no call waits.
 */
public interface Reach {
    /** The server took a TCP connection. */
    String OPEN = "open";

    /** It did not, and the Flexy has no address on its WAN. */
    String NO_WAN = "no-wan";

    /** It did not, since its name has no address. */
    String NAME = "name";

    /** It did not, though its name has an address. */
    String TCP = "tcp";

    /** Looks at the server, on another thread; nothing while an earlier look lasts. */
    void ask(String host, int port);

    /** What the last look found, once; null as long as there is nothing new. */
    String answer();
}
