package io.github.flexyfleet.runtime.bundle;

import io.github.flexyfleet.runtime.text.Decimal;
import io.github.flexyfleet.runtime.text.JsonReader;
import io.github.flexyfleet.runtime.text.Names;
import io.github.flexyfleet.runtime.text.Utf8;
import java.util.ArrayList;
import java.util.HashMap;

/** Reads the fields of one object of a device configuration; unknown ones are ignored, every known one must be right. */
public final class DeviceConfigReader {
    private static final String[] NONE = new String[0];

    private final HashMap fields;

    /** What stands before a field's name in a refusal, such as {@code hub.}. */
    private final String path;

    private DeviceConfigReader(HashMap fields, String path) {
        this.fields = fields;
        this.path = path;
    }

    /**
     * Reads the bytes of {@code device.json}.
     *
     * @throws Refusal {@link Refusal#BAD_CONFIG} with the path of the field that is wrong
     */
    public static DeviceConfig read(byte[] bytes) throws Refusal {
        if (!Utf8.isValid(bytes)) {
            throw new Refusal(Refusal.BAD_CONFIG, DeviceConfig.NAME + " is not UTF-8");
        }
        try {
            return new DeviceConfig(new DeviceConfigReader(JsonReader.object(Utf8.decode(bytes)), ""));
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.BAD_CONFIG, DeviceConfig.NAME + " is not JSON: " + e.getMessage());
        }
    }

    boolean has(String key) {
        return fields.containsKey(key);
    }

    DeviceConfigReader object(String key) throws Refusal {
        return object(fields.get(key), key);
    }

    private DeviceConfigReader object(Object value, String key) throws Refusal {
        if (!(value instanceof HashMap)) {
            throw bad(key, "not an object");
        }
        return new DeviceConfigReader((HashMap) value, path + key + '.');
    }

    /** The objects of an array of at most {@code max}. */
    DeviceConfigReader[] objects(String key, int max) throws Refusal {
        Object value = fields.get(key);
        if (!(value instanceof ArrayList) || ((ArrayList) value).size() > max) {
            throw bad(key, "not an array of at most " + max);
        }
        ArrayList list = (ArrayList) value;
        DeviceConfigReader[] objects = new DeviceConfigReader[list.size()];
        for (int i = 0; i < objects.length; i++) {
            objects[i] = object(list.get(i), key + '[' + i + ']');
        }
        return objects;
    }

    /** The strings of an array, none when there is no such field; an empty array or string is refused. */
    String[] strings(String key) throws Refusal {
        if (!has(key)) {
            return NONE;
        }
        Object value = fields.get(key);
        if (!(value instanceof ArrayList) || ((ArrayList) value).isEmpty()) {
            throw bad(key, "not an array of strings");
        }
        Object[] list = ((ArrayList) value).toArray();
        String[] strings = new String[list.length];
        for (int i = 0; i < list.length; i++) {
            if (!(list[i] instanceof String) || ((String) list[i]).length() == 0) {
                throw bad(key + '[' + i + ']', "not a string with content");
            }
            strings[i] = (String) list[i];
        }
        return strings;
    }

    /** Names of the fields in the order of the file. */
    String[] keys() {
        ArrayList keys = (ArrayList) fields.get(JsonReader.KEYS);
        return keys == null ? NONE : (String[]) keys.toArray(NONE);
    }

    /** A string that may be empty. */
    String text(String key) throws Refusal {
        Object value = fields.get(key);
        if (!(value instanceof String)) {
            throw bad(key, "not a string");
        }
        return (String) value;
    }

    String string(String key) throws Refusal {
        String value = text(key);
        if (value.length() == 0) {
            throw bad(key, "empty");
        }
        return value;
    }

    /** A string of 1 to 64 characters that is safe in topics. */
    String name(String key) throws Refusal {
        String value = text(key);
        if (!Names.isName(value)) {
            throw bad(key, "not 1 to 64 of A-Z a-z 0-9 . _ -");
        }
        return value;
    }

    boolean flag(String key) throws Refusal {
        Object value = fields.get(key);
        if (!(value instanceof Boolean)) {
            throw bad(key, "not true or false");
        }
        return ((Boolean) value).booleanValue();
    }

    /** Whether the field has the second of two words; without it, it has the first. */
    boolean choice(String key, String first, String second) throws Refusal {
        String value = has(key) ? text(key) : first;
        if (!value.equals(first) && !value.equals(second)) {
            throw bad(key, "not " + first + " or " + second);
        }
        return value.equals(second);
    }

    int number(String key, int min, int max) throws Refusal {
        Object value = fields.get(key);
        long number = value instanceof Long ? ((Long) value).longValue() : Long.MIN_VALUE;
        if (number < min || number > max) {
            throw bad(key, "not a whole number from " + min + " to " + max);
        }
        return (int) number;
    }

    /** A number above 0, whole or not, in the range of a float. */
    Decimal positive(String key) throws Refusal {
        Decimal number = decimal(key);
        if (number.negative || number.isZero()) {
            throw bad(key, "not a number above 0");
        }
        return number;
    }

    /** A number, whole or not, in the range of a float. */
    Decimal decimal(String key) throws Refusal {
        Object value = fields.get(key);
        Decimal number = value instanceof Long
                ? Decimal.parse(value.toString())
                : value instanceof Decimal ? (Decimal) value : null;
        if (number == null || number.point > 40 || number.point < -40) {
            throw bad(key, "not a number");
        }
        return number;
    }

    /** A refusal of the field, which is not what it should be. */
    Refusal bad(String key, String what) {
        return new Refusal(Refusal.BAD_CONFIG, DeviceConfig.NAME + ": " + path + key + " is " + what);
    }
}
