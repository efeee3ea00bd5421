package io.github.flexyfleet.runtime.text;

/** Civil time in the proleptic Gregorian calendar without a time zone, from and to milliseconds since 1970. */
public final class UtcTime {
    private static final long DAY = 86400000L;
    private static final int DAYS_IN_400_YEARS = 146097;

    private UtcTime() {}

    /** Such as {@code 2026-11-22T19:00:00Z}; for years 0 to 9999. */
    public static String rfc3339(long ms) {
        return format(ms, 'T') + "Z";
    }

    /** Such as {@code 2026-11-22T19:00:00.000Z}; for years 0 to 9999. */
    public static String rfc3339Millis(long ms) {
        int fraction = (int) (ms - floor(ms, 1000) * 1000);
        StringBuffer out = new StringBuffer(24).append(format(ms, 'T'));
        return pad(out.append('.').append(fraction / 100), fraction % 100)
                .append('Z')
                .toString();
    }

    /** Such as {@code 2026-11-22 19:00:00}. */
    public static String plain(long ms) {
        return format(ms, ' ');
    }

    private static String format(long ms, char separator) {
        long day = floor(ms, DAY);
        int second = (int) ((ms - day * DAY) / 1000);
        // Days counted from 1 March of year 0, so that the leap day ends a year.
        long shifted = day + 719468;
        long era = floor(shifted, DAYS_IN_400_YEARS);
        int ofEra = (int) (shifted - era * DAYS_IN_400_YEARS);
        int yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146096) / 365;
        int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int marchMonth = (5 * ofYear + 2) / 153;
        int date = ofYear - (153 * marchMonth + 2) / 5 + 1;
        int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        StringBuffer out = new StringBuffer(20);
        pad(out, year / 100);
        pad(out, year % 100).append('-');
        pad(out, month).append('-');
        pad(out, date).append(separator);
        pad(out, second / 3600).append(':');
        pad(out, second / 60 % 60).append(':');
        return pad(out, second % 60).toString();
    }

    private static StringBuffer pad(StringBuffer out, long twoDigits) {
        return out.append((char) ('0' + twoDigits / 10)).append((char) ('0' + twoDigits % 10));
    }

    private static long floor(long a, long b) {
        long q = a / b;
        return a % b < 0 ? q - 1 : q;
    }

    /** Milliseconds since 1970 of a civil time. */
    public static long of(int year, int month, int date, int hour, int minute, int second) {
        int y = month <= 2 ? year - 1 : year;
        long era = floor(y, 400);
        int yearOfEra = (int) (y - era * 400);
        int ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + date - 1;
        int ofEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear;
        long day = era * DAYS_IN_400_YEARS + ofEra - 719468;
        return day * DAY + ((hour * 60L + minute) * 60 + second) * 1000;
    }

    /** Whether the text is a time such as {@code 2026-11-22T19:00:00Z} that exists. */
    public static boolean isRfc3339(String text) {
        long ms = parse(text);
        return ms != Long.MIN_VALUE && rfc3339(ms).equals(text);
    }

    /** A time such as {@code 2026-11-22T19:00:00Z}; {@link Long#MIN_VALUE} for a text of another form. */
    public static long parse(String text) {
        if (!matches(text, "dddd-dd-ddTdd:dd:ddZ", 0) || text.length() != 20) {
            return Long.MIN_VALUE;
        }
        return of(
                two(text, 0) * 100 + two(text, 2),
                two(text, 5),
                two(text, 8),
                two(text, 11),
                two(text, 14),
                two(text, 17));
    }

    /**
     * The first time of a certificate in DER, which is the begin of its life (RFC 5280, 4.1.2.5): a UTCTime such as
     * {@code 261122190000Z} or a GeneralizedTime such as {@code 20501122190000Z}.
     *
     * @return {@link Long#MIN_VALUE} when there is none
     */
    public static long first(byte[] der) {
        String text = Utf8.latin1(der);
        for (int i = 0; i < der.length; i++) {
            boolean isShort = matches(text, "\u0017\rddddddddddddZ", i);
            if (isShort || matches(text, "\u0018\u000fddddddddddddddZ", i)) {
                int at = i + (isShort ? 4 : 6);
                int year = two(text, at - 2);
                // RFC 5280: 50 and above is the last century, which no certificate of ours comes from.
                year += isShort ? 2000 : two(text, i + 2) * 100;
                return of(
                        year,
                        two(text, at),
                        two(text, at + 2),
                        two(text, at + 4),
                        two(text, at + 6),
                        two(text, at + 8));
            }
        }
        return Long.MIN_VALUE;
    }

    /**
     * Finds the first {@code dd/MM/yyyy HH:mm:ss} in an answer of the Flexy (flexy-etk 6), whatever stands around it.
     *
     * @return its milliseconds as if it were UTC, or {@link Long#MIN_VALUE} when there is none
     */
    public static long findFlexyTime(String text) {
        for (int i = 0; i + 19 <= text.length(); i++) {
            if (matches(text, "dd/dd/dddd dd:dd:dd", i)) {
                int year = two(text, i + 6) * 100 + two(text, i + 8);
                return of(
                        year, two(text, i + 3), two(text, i), two(text, i + 11), two(text, i + 14), two(text, i + 17));
            }
        }
        return Long.MIN_VALUE;
    }

    /**
     * Seconds since 1970 of a time with its offset, such as {@code 2024-07-24T15:22:56-05:00} or with a {@code Z}.
     *
     * @return {@link Long#MIN_VALUE} for any other text
     */
    public static long seconds(String text) {
        boolean utc = text.length() != 25;
        long civil = parse(utc ? text : text.substring(0, 19) + 'Z');
        if (civil == Long.MIN_VALUE || !utc && !matches(text, "dd:dd", 20)) {
            return Long.MIN_VALUE;
        }
        long offset = utc ? 0 : (two(text, 20) * 60 + two(text, 23)) * 60L;
        return civil / 1000 - (!utc && text.charAt(19) == '-' ? -offset : offset);
    }

    /** In the pattern {@code d} stands for a digit, all else for itself. */
    private static boolean matches(String text, String pattern, int at) {
        if (at + pattern.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < pattern.length(); i++) {
            char wanted = pattern.charAt(i);
            char c = text.charAt(at + i);
            if (wanted == 'd' ? !Names.isDigit(c) : c != wanted) {
                return false;
            }
        }
        return true;
    }

    private static int two(String text, int at) {
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }
}
