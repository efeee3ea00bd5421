package io.github.flexyfleet.runtime.status;

/** What the worker saw in its last step. Filled once by the worker, handed over by {@link Board}, then only read. */
public final class Snapshot {
    /** Serial number of the Flexy. */
    public String serial = "";

    /** Firmware version of the Flexy. */
    public String firmware = "";

    /** Seconds that the runtime has run. */
    public long uptimeSeconds;

    /** Word of {@code hub.status}. */
    public String hubStatus = "off";

    /** Status code of the MQTT client. */
    public int hubCode;

    /** Seconds in this hub status. */
    public long hubSeconds;

    /** Code of why the hub is not reached, or empty. */
    public String hubReason = "";

    /** Host of the hub, empty without a bundle. */
    public String hubHost = "";

    /** The hub that the Device Provisioning Service has assigned, empty while there is none; null without the service. */
    public String assigned;

    /** Whether the hub confirms what it has read. */
    public boolean barrier;

    /** Fingerprint of the certificate, empty without a bundle. */
    public String fingerprint = "";

    /** End of the certificate's life, empty without a bundle. */
    public String notAfter = "";

    /** Sequence number of the last message made. */
    public long sequence;

    /** Highest sequence number that the hub is known to have read. */
    public long acknowledged;

    /** Messages waiting. */
    public int spool;

    /** Messages dropped since boot. */
    public long dropped;

    /** Tags that the groups select. */
    public int tags;

    /** Free bytes on the heap. */
    public long freeHeap;

    /** Free bytes on flash. */
    public long freeFlash;
}
