package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.text.Decimal;

/** One write of a tag that the hub asks for, and how it went. Worker thread only. */
public final class Write {
    /** It may be done, or was done. */
    public static final int OK = 200;

    /** The value does not fit the tag's type or its limits. */
    public static final int BAD_VALUE = 400;

    /** The fleet file does not let the hub write the tag. */
    public static final int FORBIDDEN = 403;

    /** The Flexy has no such tag. */
    public static final int NO_TAG = 404;

    /** The Flexy did not do it. */
    public static final int FAILED = 500;

    /** Name of the tag. */
    public final String tag;

    /** What the hub sent, as {@code JsonReader} gives it. */
    public final Object value;

    /** One of the numbers of this class. */
    public int status = OK;

    /** The status in words, empty when it is {@link #OK}. */
    public String message = "";

    /** {@link #value} as a number, or null. */
    Decimal number;

    /** Id of the tag, -1 until it is found. */
    int id = -1;

    /** Type of the tag as exports number it (flexy-etk 5). */
    int type;

    /** The value as the Flexy takes it. */
    Object converted;

    /** A write that nobody has looked at. */
    public Write(String tag, Object value) {
        this.tag = tag;
        this.value = value;
    }

    void refuse(int code, String words) {
        status = code;
        message = words;
    }
}
