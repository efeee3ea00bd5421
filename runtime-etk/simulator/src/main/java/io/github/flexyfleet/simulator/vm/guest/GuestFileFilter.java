package io.github.flexyfleet.simulator.vm.guest;

/** {@code java.io.FileFilter}. */
public interface GuestFileFilter {
    boolean accept(GuestFile file);
}
