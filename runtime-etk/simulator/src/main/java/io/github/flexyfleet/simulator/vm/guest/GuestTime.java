package io.github.flexyfleet.simulator.vm.guest;

import io.github.flexyfleet.simulator.vm.bridge.Conversions.Flaw;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;

/** The default time zone of one VM, which is not the gateway's (flexy-etk 6), and calendars on the gateway's clock. */
public final class GuestTime {
    private static TimeZone zone = TimeZone.getTimeZone("GMT");

    private GuestTime() {}

    /** {@code TimeZone.getDefault}. */
    public static synchronized TimeZone getDefault() {
        return (TimeZone) zone.clone();
    }

    /** {@code TimeZone.setDefault}: for this VM only. */
    public static synchronized void setDefault(TimeZone value) {
        zone = value == null ? TimeZone.getTimeZone("GMT") : (TimeZone) value.clone();
    }

    /** {@code TimeZone.getTimeZone}: some zones are missing and read as GMT (flexy-vm names Asia/Kolkata). */
    public static TimeZone getTimeZone(String id) {
        return TimeZone.getTimeZone(id.equals("Asia/Kolkata") && Guest.has(Flaw.ZONES) ? "GMT" : id);
    }

    /** {@code Calendar.getInstance}. */
    public static Calendar calendar() {
        return new Gregorian();
    }

    /** {@code Calendar.getInstance(TimeZone)}. */
    public static Calendar calendar(TimeZone wanted) {
        return new Gregorian(wanted);
    }

    /** {@code Calendar.getInstance(Locale)}. */
    public static Calendar calendar(Locale locale) {
        return new Gregorian(getDefault(), locale);
    }

    /** {@code Calendar.getInstance(TimeZone, Locale)}. */
    public static Calendar calendar(TimeZone wanted, Locale locale) {
        return new Gregorian(wanted, locale);
    }

    /** {@code GregorianCalendar} on the gateway's clock and the VM's zone. */
    public static class Gregorian extends GregorianCalendar {
        public Gregorian() {
            this(getDefault());
        }

        public Gregorian(TimeZone wanted) {
            this(wanted, Locale.getDefault());
        }

        public Gregorian(Locale locale) {
            this(getDefault(), locale);
        }

        public Gregorian(TimeZone wanted, Locale locale) {
            super(wanted, locale);
            setTimeInMillis(Guest.host().time());
        }

        public Gregorian(int year, int month, int day) {
            this(year, month, day, 0, 0, 0);
        }

        public Gregorian(int year, int month, int day, int hour, int minute) {
            this(year, month, day, hour, minute, 0);
        }

        public Gregorian(int year, int month, int day, int hour, int minute, int second) {
            super(getDefault());
            clear();
            set(year, month, day, hour, minute, second);
        }
    }
}
