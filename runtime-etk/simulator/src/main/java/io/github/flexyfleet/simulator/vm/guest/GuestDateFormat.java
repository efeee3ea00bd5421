package io.github.flexyfleet.simulator.vm.guest;

import io.github.flexyfleet.simulator.vm.bridge.Conversions.Flaw;
import java.text.DateFormatSymbols;
import java.text.SimpleDateFormat;
import java.util.Locale;

/** {@code SimpleDateFormat} in the VM's zone; the letter {@code Z} prints nothing (flexy-vm). */
public class GuestDateFormat extends SimpleDateFormat {
    public GuestDateFormat() {
        setTimeZone(GuestTime.getDefault());
    }

    public GuestDateFormat(String pattern) {
        this(pattern, Locale.getDefault());
    }

    public GuestDateFormat(String pattern, Locale locale) {
        super(withoutZ(pattern), locale);
        setTimeZone(GuestTime.getDefault());
    }

    public GuestDateFormat(String pattern, DateFormatSymbols symbols) {
        super(withoutZ(pattern), symbols);
        setTimeZone(GuestTime.getDefault());
    }

    private static String withoutZ(String pattern) {
        if (!Guest.has(Flaw.ZONE_LETTER)) {
            return pattern;
        }
        StringBuilder out = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            quoted ^= c == '\'';
            if (quoted || c != 'Z') {
                out.append(c);
            }
        }
        return out.toString();
    }
}
