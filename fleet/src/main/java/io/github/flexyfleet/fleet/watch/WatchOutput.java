package io.github.flexyfleet.fleet.watch;

/** Where what is seen goes. Called by one thread. */
public interface WatchOutput {
    /** A message came. */
    void message(Sighting sighting);

    /** The board is as it is now; called after each look at the hub, also when nothing came. */
    void looked(WatchBoard board);

    /** Nothing more follows. */
    void end(WatchBoard board);
}
