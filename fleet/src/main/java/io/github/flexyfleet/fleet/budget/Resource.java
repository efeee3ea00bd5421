package io.github.flexyfleet.fleet.budget;

import io.github.flexyfleet.fleet.finding.FindingCode;

/** A limited thing. */
public enum Resource {
    /** Messages to the hub in a day, for people: the quota counts {@link #HUB_QUOTA}. */
    MESSAGES(
            "messages a day",
            "",
            "runtime: a message each push, split at 4,096 bytes",
            FindingCode.HUB_QUOTA_OVER,
            FindingCode.HUB_QUOTA_NEAR),
    /** Metered messages and twin requests in a day. */
    HUB_QUOTA(
            "hub quota a day",
            "metered messages a day",
            "azure-iot-hub 1: tier table",
            FindingCode.HUB_QUOTA_OVER,
            FindingCode.HUB_QUOTA_NEAR),
    /** Bytes in 31 days over the gateway's own way to the internet. */
    SIM(
            "SIM bytes a month",
            "bytes a month over the SIM",
            "MQTT 3.1.1, TLS 1.2, TCP/IPv4; limit: simData",
            FindingCode.SIM_OVER,
            FindingCode.SIM_NEAR),
    /** Largest message as the hub counts it. */
    MESSAGE_SIZE(
            "largest message",
            "bytes in one message",
            "azure-iot-hub 1: 256 KB",
            FindingCode.MESSAGE_SIZE_OVER,
            FindingCode.MESSAGE_SIZE_NEAR),
    /** Messages that wait in the runtime's memory when all groups send all tags at once. */
    OUTBOX(
            "waiting at once",
            "bytes waiting for the hub at once",
            "runtime: 512 KB, then the oldest is dropped",
            FindingCode.OUTBOX_OVER,
            FindingCode.OUTBOX_NEAR),
    /** The gateway's flash below {@code /usr}. */
    FLASH("flash", "bytes of flash", "flexy-etk 3: 29 MB in /usr", FindingCode.FLASH_OVER, FindingCode.FLASH_NEAR),
    /** The heap of the gateway's Java VM. */
    HEAP("heap", "bytes of heap", "flexy-etk 2.2: -heapsize 25M", FindingCode.HEAP_OVER, FindingCode.HEAP_NEAR),
    /** Calls of a run over a fleet where nothing changed. */
    M2WEB_UNCHANGED(
            "M2Web calls, nothing to do",
            "M2Web calls of a run with nothing to do",
            "measured; talk2m-m2web 2.7",
            FindingCode.M2WEB_CALLS_OVER,
            FindingCode.M2WEB_CALLS_NEAR),
    /** Calls of a deploy: assumed, that each device gets a change; at worst, each is factory-new. */
    M2WEB_DEPLOY(
            "M2Web calls, deploy to all",
            "M2Web calls a day when every device gets a change",
            "measured; talk2m-m2web 2.7",
            FindingCode.M2WEB_CALLS_OVER,
            FindingCode.M2WEB_CALLS_NEAR);

    private final String title;
    private final String words;
    private final String source;
    private final FindingCode over;
    private final FindingCode near;

    Resource(String title, String words, String source, FindingCode over, FindingCode near) {
        this.title = title;
        this.words = words;
        this.source = source;
        this.over = over;
        this.near = near;
    }

    /** Short, for a table. */
    public String title() {
        return title;
    }

    /** What is counted, for a sentence after a number. */
    String words() {
        return words;
    }

    /** Where limit or measure come from, as docs/budgets.md explains. */
    public String source() {
        return source;
    }

    FindingCode over() {
        return over;
    }

    FindingCode near() {
        return near;
    }
}
