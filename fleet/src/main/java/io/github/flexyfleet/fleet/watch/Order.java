package io.github.flexyfleet.fleet.watch;

/** How the number of a message stands to those of its device before it. */
public sealed interface Order {
    /** The first one seen of this device. */
    record First() implements Order {}

    /** The one that was expected. */
    record Next() implements Order {}

    /**
     * Numbers in between have not come.
     *
     * @param from first number that is missing
     * @param to last number that is missing
     */
    record Gap(long from, long to) implements Order {}

    /**
     * The runtime started again.
     *
     * @param boot number of the start
     * @param missing how many messages of this start came before and were not seen
     */
    record Restart(long boot, long missing) implements Order {}

    /** One that was missing came after all. */
    record Late() implements Order {}

    /** It was seen before. */
    record Duplicate() implements Order {}

    /** It has no number: the hub's own word that the connection was lost, or another sender. */
    record Unnumbered() implements Order {}

    /** In words; empty when there is nothing to say. */
    default String words() {
        if (this instanceof Gap gap) {
            return gap.from() == gap.to()
                    ? "message " + gap.from() + " is missing"
                    : "messages " + gap.from() + " to " + gap.to() + " are missing";
        }
        if (this instanceof Restart restart) {
            return "started again (boot " + restart.boot() + ")"
                    + (restart.missing() == 0 ? "" : ", " + restart.missing() + " missing");
        }
        if (this instanceof Late) {
            return "late, was missing";
        }
        return this instanceof Duplicate ? "duplicate" : "";
    }
}
