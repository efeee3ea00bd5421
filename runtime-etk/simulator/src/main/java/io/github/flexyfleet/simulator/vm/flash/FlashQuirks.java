package io.github.flexyfleet.simulator.vm.flash;

/**
 * What is not known of the gateway's user partition, all of it INFERRED.
 *
 * @param renameOver whether a rename replaces an existing file; else it is refused (flexy-etk 3, 9.4)
 * @param sizeByUsr whether the size of the partition is told for the path {@code /usr}; else 0 (flexy-etk 3)
 */
public record FlashQuirks(boolean renameOver, boolean sizeByUsr) {
    /** As in the gateway's public sibling. */
    public static FlashQuirks standard() {
        return new FlashQuirks(true, true);
    }

    /** The same with a rename that replaces, or does not. */
    public FlashQuirks withRenameOver(boolean replaces) {
        return new FlashQuirks(replaces, sizeByUsr);
    }

    /** The same with a size that is told, or is not. */
    public FlashQuirks withSizeByUsr(boolean told) {
        return new FlashQuirks(renameOver, told);
    }
}
