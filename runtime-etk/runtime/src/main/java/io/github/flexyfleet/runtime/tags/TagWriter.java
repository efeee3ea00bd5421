package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.bundle.Writable;
import io.github.flexyfleet.runtime.port.Gateway;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.text.Decimal;
import io.github.flexyfleet.runtime.text.FloatText;
import io.github.flexyfleet.runtime.text.JsonWriter;
import io.github.flexyfleet.runtime.text.Names;
import java.io.IOException;

/** Writes tags for the hub, where the fleet file allows it and only values that fit exactly. Worker thread only. */
public final class TagWriter {
    private static final int BOOLEAN = 0;
    private static final int FLOAT = 1;
    private static final int INTEGER = 2;
    private static final int DWORD = 3;
    private static final int INFINITY = 0x7F800000;
    private static final long SIGN = 1L << 31;
    private static final long DWORD_MAX = (1L << 32) - 1;

    /** Beyond the range of every type; keeps the arithmetic short. */
    private static final int MAX_POINT = 50;

    /** No whole number of a Flexy has as many digits, so each is written out. */
    private static final int WHOLE_DIGITS = 20;

    private final Gateway gateway;
    private final EventLog log;

    /** A writer to this Flexy. */
    public TagWriter(Gateway gateway, EventLog log) {
        this.gateway = gateway;
        this.log = log;
    }

    /** Looks which writes may be done and what they mean to the Flexy; writes nothing. */
    public void check(Write[] writes, Writable[] rules, String who) {
        boolean permitted = false;
        for (int i = 0; i < writes.length; i++) {
            permit(writes[i], rules);
            permitted |= writes[i].status == Write.OK;
        }
        String problem = permitted ? find(writes) : null;
        for (int i = 0; i < writes.length; i++) {
            Write write = writes[i];
            if (write.status == Write.OK) {
                if (problem != null) {
                    write.refuse(Write.FAILED, problem);
                } else if (write.id < 0) {
                    write.refuse(Write.NO_TAG, "no such tag");
                } else {
                    write.converted = converted(write.type, write.value, write.number);
                    if (write.converted == null) {
                        write.refuse(Write.BAD_VALUE, "the value does not fit the tag's type");
                    }
                }
            }
            if (write.status != Write.OK) {
                log.add(who + ": " + quoted(write.tag) + " not written: " + write.message);
            }
        }
    }

    /** Looks the tags up as they are now; why that cannot be done, or null. */
    private String find(Write[] writes) {
        try {
            ExportTable table = new ExportTable(gateway.export(Readings.TABLE));
            int id = table.column("Id", Readings.ID);
            int name = table.column("Name", Readings.NAME);
            int type = table.column("Type", Readings.TYPE);
            while (table.next()) {
                String found = table.text(name);
                for (int i = 0; i < writes.length; i++) {
                    if (writes[i].tag.equals(found)) {
                        writes[i].id = table.number(id);
                        writes[i].type = Readings.type(table, type);
                    }
                }
            }
            return null;
        } catch (IOException e) {
            return "the tag table cannot be read: " + e.getMessage();
        }
    }

    private static void permit(Write write, Writable[] rules) {
        write.number = number(write.value);
        boolean known = false;
        for (int i = 0; i < rules.length; i++) {
            if (!rules[i].matches(write.tag)) {
                continue;
            }
            known = true;
            if (!rules[i].allows(write.number)) {
                write.refuse(Write.BAD_VALUE, "out of the limits that the fleet file sets");
                return;
            }
        }
        if (!known) {
            write.refuse(Write.FORBIDDEN, "not writable by the fleet file");
        }
    }

    private static Decimal number(Object value) {
        Decimal number = value instanceof Decimal
                ? (Decimal) value
                : value instanceof Long
                        ? Decimal.parse(value.toString())
                        : value instanceof Boolean ? Decimal.parse(value.equals(Boolean.TRUE) ? "1" : "0") : null;
        return number == null || Math.abs(number.point) > MAX_POINT ? null : number;
    }

    /** The value as the Flexy takes it, or null when the type cannot hold exactly that (a float: the nearest one). */
    private static Object converted(int type, Object value, Decimal number) {
        if (type == TypedFormat.STRING) {
            return value instanceof String ? value : null;
        }
        if (number == null || value instanceof Boolean && type != BOOLEAN) {
            return null;
        }
        if (type == FLOAT) {
            int bits = FloatText.bits(number);
            return (bits & INFINITY) == INFINITY ? null : new Integer(bits);
        }
        String digits = number.layout(WHOLE_DIGITS);
        boolean negative = digits.startsWith("-");
        long magnitude = Names.number(negative ? digits.substring(1) : digits, DWORD_MAX);
        long whole = negative ? -magnitude : magnitude;
        if (magnitude < 0) {
            return null;
        }
        if (type == DWORD) {
            return whole < 0 ? null : new Long(whole);
        }
        boolean fits = type == BOOLEAN ? whole >= 0 && whole <= 1 : type == INTEGER && whole >= -SIGN && whole < SIGN;
        return fits ? new Integer((int) whole) : null;
    }

    /** Does a write that {@link #check} found to be right. */
    public void perform(Write write, String who) {
        try {
            String before = gateway.write(write.id, write.type, write.converted);
            String after = write.type == FLOAT
                    ? FloatText.shortest(((Integer) write.converted).intValue())
                    : write.converted.toString();
            log.add(who + ": wrote " + quoted(write.tag) + ", " + quoted(before) + " to " + quoted(after));
        } catch (IOException e) {
            write.refuse(Write.FAILED, "the Flexy did not write it: " + e.getMessage());
            log.problem("write", who + ": " + quoted(write.tag) + ": " + write.message);
        }
    }

    /** In quotes, since names and values come from outside and a line of the log is one line. */
    private static String quoted(String text) {
        StringBuffer out = new StringBuffer(text.length() + 2);
        JsonWriter.quote(out, text);
        return out.toString();
    }
}
