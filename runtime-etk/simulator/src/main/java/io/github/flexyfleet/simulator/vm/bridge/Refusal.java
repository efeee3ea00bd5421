package io.github.flexyfleet.simulator.vm.bridge;

/** The gateway will not do what was asked; inside the VM it becomes an {@code EWException}. */
public final class Refusal extends Exception {
    /** With words that name what was refused. */
    public Refusal(String message) {
        super(message);
    }
}
