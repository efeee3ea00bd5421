package io.github.flexyfleet.fleet.budget;

import io.github.flexyfleet.fleet.model.Device;

/** What the runtime takes of a Flexy's flash and of its heap, in bytes. All but the jar's size are estimates from above. */
final class DeviceMemory {
    /** {@code /usr} in the default split of the 35 MB (flexy-etk 3). */
    static final long FLASH = 29_000_000;

    /** Heap that the runtime is started with (flexy-etk 2.2). */
    static final long HEAP = 25L * 1024 * 1024;

    /** Bytes of messages in RAM; beyond, they go to flash at once (runtime: Outbox). */
    static final long OUTBOX = 512L * 1024;

    /** Certificate, key and the two built-in roots in PEM, the manifest, device.json without groups. */
    private static final long BUNDLE = 1_300 + 1_750 + 3_400 + 400 + 700;

    private static final long ROOT = 2_100;
    private static final long GROUP_IN_JSON = 200;
    private static final long STATE = 64L * 1024;

    /** The VM's own objects, the classes, the certificate in use (INFERRED, not measured on a Flexy). */
    private static final long HEAP_BASE = 4L * 1024 * 1024;

    /** A tag in the table and its last values, and its line in an export while that is read (INFERRED). */
    private static final long HEAP_OF_TAG = 3_000;

    /** A tag group's rule, with a few patterns and properties, and what it keeps of its pushes (INFERRED). */
    private static final long HEAP_OF_GROUP = 2_000;

    private DeviceMemory() {}

    /** Two jars and two bundles, since while one is replaced both are there, and a full spool. */
    static long flash(Device device, int extraRoots, long jarBytes) {
        long bundle =
                BUNDLE + ROOT * extraRoots + GROUP_IN_JSON * device.tagGroups().size();
        return 2 * jarBytes + 2 * bundle + STATE + device.spool().size().bytes();
    }

    /** With the outbox as full as it gets. */
    static long heap(Device device, long tagsOnGateway) {
        return HEAP_BASE
                + OUTBOX
                + HEAP_OF_TAG * tagsOnGateway
                + HEAP_OF_GROUP * device.tagGroups().size();
    }
}
