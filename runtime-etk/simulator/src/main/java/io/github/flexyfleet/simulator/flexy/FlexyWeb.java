package io.github.flexyfleet.simulator.flexy;

import java.util.List;

/** The side of a gateway that Talk2M reaches: its name and, while it is online, its web server. */
public interface FlexyWeb {
    /** Name of the gateway in its Talk2M account. */
    String name();

    /** Whether the gateway has power and a VPN connection to Talk2M now. */
    boolean online();

    /** Asks for a connection to Talk2M; it comes later. Only a gateway that must be triggered needs it. */
    default void wake() {}

    /** Ends a triggered connection. */
    default void sleep() {}

    /** The devices of its plant. */
    default List<LanDevice> lan() {
        return List.of();
    }

    /** Answers one request; blocks until the gateway has answered. Thread-safe. */
    WebResponse answer(WebRequest request);
}
