package io.github.flexyfleet.simulator.vm.guest;

/** {@code java.io.FilenameFilter}. */
public interface GuestFilenameFilter {
    boolean accept(GuestFile directory, String name);
}
