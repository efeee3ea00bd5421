package io.github.flexyfleet.runtime.bundle;

import io.github.flexyfleet.runtime.text.Names;
import io.github.flexyfleet.runtime.text.Sha256;
import io.github.flexyfleet.runtime.text.UtcTime;
import java.util.HashSet;

/** The device configuration, {@code device.json}. Immutable. */
public final class DeviceConfig {
    /** File name in a bundle. */
    public static final String NAME = "device.json";

    private static final int DAY = 86400;
    private static final int MAX_GROUPS = 500;
    private static final int MAX_WRITABLE = 200;

    /** IoT Hub caps its timeout at 1767 s, 1.5 times of this (azure-iot-hub 1). */
    private static final int MAX_KEEP_ALIVE = 1177;

    /** Device id at the hub. */
    public final String device;

    /** Host name of the hub. */
    public final String host;

    /** Port of the hub. */
    public final int port;

    /** Id scope of the Device Provisioning Service that assigns the hub; empty without one. */
    public final String idScope;

    /** Host name of that service. */
    public final String dpsHost;

    /** Port of that service. */
    public final int dpsPort;

    /** Whether messages are posted over HTTPS; else MQTT. */
    public final boolean https;

    /** Whether the device shows who it is by a key; else by a certificate. */
    public final boolean sas;

    /** Whether the device has a twin at hand. */
    public final boolean twin;

    /** Whether the hub confirms what it has read: by the twin, or by the answer to each post. */
    public final boolean barrier;

    /** MQTT keep-alive in seconds. */
    public final int keepAliveSeconds;

    /** SHA-256 of the certificate, 64 upper-case hexadecimal digits; empty without one. */
    public final String fingerprint;

    /** End of the certificate's life, RFC 3339 in UTC; empty without one. */
    public final String notAfter;

    /** A heartbeat is sent after so many seconds without a message; 0 for none. */
    public final int heartbeatSeconds;

    /** Whether the heartbeat is typed, because there are groups and all of them are. */
    public final boolean typed;

    /** Bytes of flash that waiting messages may take. */
    public final int spoolBytes;

    /** Seconds of running time that a message may wait. */
    public final int spoolAgeSeconds;

    /** Messages go to flash when they have waited so long in RAM. */
    public final long spoolWriteMs;

    /** Whether a full spool refuses new messages; else it drops the oldest. */
    public final boolean spoolStop;

    /** Names of the tag groups with {@code history}, divided by commas. */
    public final String history;

    private final TagGroup[] groups;
    private final Writable[] writable;

    DeviceConfig(DeviceConfigReader root) throws Refusal {
        root.number("version", 1, 1);
        root.string("fleet");
        root.string("site");
        device = root.name("device");
        DeviceConfigReader hub = root.object("hub");
        host = hub.string("host");
        if (!Names.isHost(host)) {
            throw hub.bad("host", "not a host name");
        }
        port = hub.number("port", 1, 65535);
        https = hub.choice("transport", "mqtt", "https");
        sas = hub.choice("auth", "x509", "sas");
        if (https && !sas) {
            throw hub.bad("auth", "not sas, which https needs");
        }
        DeviceConfigReader dps = hub.has("provisioning") ? hub.object("provisioning") : null;
        idScope = dps == null ? "" : dps.name("idScope");
        dpsHost = dps == null ? "" : dps.string("host");
        dpsPort = dps == null ? 0 : dps.number("port", 1, 65535);
        if (dps != null && (sas || !Names.isHost(dpsHost))) {
            throw hub.bad("provisioning", "not for a certificate, or its host not a name");
        }
        boolean twins = hub.flag("twin");
        twin = twins && !https;
        barrier = twins || https;
        keepAliveSeconds = hub.number("keepAliveSeconds", 1, MAX_KEEP_ALIVE);
        if (sas) {
            fingerprint = "";
            notAfter = "";
        } else {
            DeviceConfigReader certificate = root.object("certificate");
            fingerprint = certificate.string("fingerprint");
            if (!Sha256.isFingerprint(fingerprint)) {
                throw certificate.bad("fingerprint", "not 64 upper-case hexadecimal digits");
            }
            notAfter = certificate.string("notAfter");
            if (!UtcTime.isRfc3339(notAfter)) {
                throw certificate.bad("notAfter", "not a time such as 2036-11-22T00:00:00Z");
            }
        }
        heartbeatSeconds = root.number("heartbeatSeconds", 0, DAY);
        DeviceConfigReader spool = root.has("spool") ? root.object("spool") : null;
        spoolBytes = spool == null ? 4000000 : spool.number("bytes", 250000, 16000000);
        spoolAgeSeconds = spool == null ? 7 * DAY : spool.number("ageSeconds", 3600, 366 * DAY);
        spoolWriteMs = spool == null ? 30000 : spool.number("writeSeconds", 10, 3600) * 1000L;
        spoolStop = spool != null && spool.flag("stopWhenFull");
        DeviceConfigReader[] list = root.objects("groups", MAX_GROUPS);
        groups = new TagGroup[list.length];
        HashSet names = new HashSet();
        boolean allTyped = groups.length > 0;
        StringBuffer recorded = new StringBuffer();
        for (int i = 0; i < groups.length; i++) {
            groups[i] = new TagGroup(list[i]);
            if (!names.add(groups[i].name)) {
                throw list[i].bad("name", "used twice");
            }
            allTyped &= groups[i].typed;
            if (groups[i].history) {
                if (!barrier) {
                    throw list[i].bad("history", "not with a hub that confirms nothing");
                }
                recorded.append(recorded.length() == 0 ? "" : ",").append(groups[i].name);
            }
        }
        typed = allTyped;
        history = recorded.toString();
        list = root.has("writable") ? root.objects("writable", MAX_WRITABLE) : new DeviceConfigReader[0];
        writable = new Writable[list.length];
        for (int i = 0; i < writable.length; i++) {
            writable[i] = new Writable(list[i]);
        }
    }

    /** The tag groups in the order of the file. */
    public TagGroup[] groups() {
        return (TagGroup[]) groups.clone();
    }

    /** The rules for tags that the hub may write; none, none. */
    public Writable[] writable() {
        return (Writable[]) writable.clone();
    }
}
