package io.github.flexyfleet.runtime.bundle;

import io.github.flexyfleet.runtime.text.Hex;
import io.github.flexyfleet.runtime.text.JsonReader;
import io.github.flexyfleet.runtime.text.Names;
import io.github.flexyfleet.runtime.text.UtcTime;
import io.github.flexyfleet.runtime.text.Utf8;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;

/** Reads a device configuration; unknown fields are ignored, every known one must be right. */
public final class DeviceConfigReader {
    private static final int DAY = 86400;
    private static final int MAX_GROUPS = 64;

    /** IoT Hub caps its timeout at 1767 s, 1.5 times of this (azure-iot-hub 1). */
    private static final int MAX_KEEP_ALIVE = 1177;

    private DeviceConfigReader() {}

    /**
     * Reads the bytes of {@code device.json}.
     *
     * @throws Refusal {@link Refusal#BAD_CONFIG} with the path of the field that is wrong
     */
    public static DeviceConfig read(byte[] bytes) throws Refusal {
        if (!Utf8.isValid(bytes)) {
            throw bad("is not UTF-8");
        }
        HashMap root;
        try {
            root = JsonReader.object(Utf8.decode(bytes));
        } catch (IllegalArgumentException e) {
            throw bad("is not JSON: " + e.getMessage());
        }
        number(root, "", "version", 1, 1);
        string(root, "", "fleet");
        string(root, "", "site");
        HashMap hub = object(root, "hub");
        HashMap certificate = object(root, "certificate");
        Object twin = hub.get("twin");
        if (!(twin instanceof Boolean)) {
            throw bad("hub.twin is not true or false");
        }
        String device = string(root, "", "device");
        if (!Names.isName(device)) {
            throw bad("device is not 1 to 64 of A-Z a-z 0-9 . _ -");
        }
        String host = string(hub, "hub.", "host");
        if (!Names.isHost(host)) {
            throw bad("hub.host is not a host name");
        }
        String fingerprint = string(certificate, "certificate.", "fingerprint");
        if (!Hex.isFingerprint(fingerprint)) {
            throw bad("certificate.fingerprint is not 64 upper-case hexadecimal digits");
        }
        String notAfter = string(certificate, "certificate.", "notAfter");
        if (!UtcTime.isRfc3339(notAfter)) {
            throw bad("certificate.notAfter is not a time such as 2036-11-22T00:00:00Z");
        }
        return new DeviceConfig(
                device,
                host,
                number(hub, "hub.", "port", 1, 65535),
                ((Boolean) twin).booleanValue(),
                number(hub, "hub.", "keepAliveSeconds", 1, MAX_KEEP_ALIVE),
                fingerprint,
                notAfter,
                number(root, "", "heartbeatSeconds", 0, DAY),
                groups(root.get("groups")));
    }

    private static TagGroup[] groups(Object value) throws Refusal {
        if (!(value instanceof ArrayList) || ((ArrayList) value).size() > MAX_GROUPS) {
            throw bad("groups is not an array of at most " + MAX_GROUPS);
        }
        ArrayList list = (ArrayList) value;
        TagGroup[] groups = new TagGroup[list.size()];
        HashSet names = new HashSet();
        for (int i = 0; i < groups.length; i++) {
            String path = "groups[" + i + "].";
            if (!(list.get(i) instanceof HashMap)) {
                throw bad("groups[" + i + "] is not an object");
            }
            HashMap group = (HashMap) list.get(i);
            String name = string(group, path, "name");
            if (!Names.isName(name) || !names.add(name)) {
                throw bad(path + "name is used twice or not 1 to 64 of A-Z a-z 0-9 . _ -");
            }
            if (!string(group, path, "format").equals("classic")) {
                throw bad(path + "format is not classic");
            }
            groups[i] = new TagGroup(
                    name,
                    letters(group, path),
                    number(group, path, "onChangeSeconds", 0, DAY),
                    number(group, path, "fullSeconds", 0, DAY));
        }
        return groups;
    }

    private static String letters(HashMap group, String path) throws Refusal {
        String letters = string(group, path, "flexyGroups");
        for (int i = 0; i < letters.length(); i++) {
            char c = letters.charAt(i);
            if (c < 'A' || c > 'D' || letters.indexOf(c) != i) {
                throw bad(path + "flexyGroups is not made of A, B, C, D, each at most once");
            }
        }
        return letters;
    }

    private static HashMap object(HashMap parent, String key) throws Refusal {
        Object value = parent.get(key);
        if (!(value instanceof HashMap)) {
            throw bad(key + " is not an object");
        }
        return (HashMap) value;
    }

    private static String string(HashMap parent, String path, String key) throws Refusal {
        Object value = parent.get(key);
        if (!(value instanceof String) || ((String) value).length() == 0) {
            throw bad(path + key + " is not a string with content");
        }
        return (String) value;
    }

    private static int number(HashMap parent, String path, String key, int min, int max) throws Refusal {
        Object value = parent.get(key);
        long number = value instanceof Long ? ((Long) value).longValue() : Long.MIN_VALUE;
        if (number < min || number > max) {
            throw bad(path + key + " is not a whole number from " + min + " to " + max);
        }
        return (int) number;
    }

    private static Refusal bad(String what) {
        return new Refusal(Refusal.BAD_CONFIG, DeviceConfig.NAME + ": " + what);
    }
}
