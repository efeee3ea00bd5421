package io.github.flexyfleet.probe;

import java.net.URLEncoder;
import java.text.DecimalFormat;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.TimeZone;

/** Looks which conversions of this VM answer otherwise than those of other VMs do. */
final class Conversions {
    /** It takes 17 digits. */
    private static final String LONG = "0.30000000000000004";

    private static final double LONG_VALUE = 0.30000000000000004;
    private static final String[] NUMBERS = {"1.118", "0.3", "123.456", "9.87654321"};
    private static final double[] VALUES = {1.118, 0.3, 123.456, 9.87654321};

    private Conversions() {}

    /** Answers yes where this VM is wrong; what it cannot do at all has no answer. */
    static void ask(Answers answers) {
        try {
            answers.flag("text.utf8Pairs", "\uD83D\uDE00".getBytes("UTF-8").length == 6);
            answers.flag("text.utf8Zero", "\u0000".getBytes("UTF-8").length == 2);
            byte[] wrong = {'a', (byte) 0xFF, 'b'};
            answers.flag("text.utf8Stops", new String(wrong, "UTF-8").length() == 1);
            answers.flag("text.lowBytes", "\u20AC".getBytes("ISO-8859-1")[0] == (byte) 0xAC);
            answers.flag("text.urls", URLEncoder.encode("\u20AC").equalsIgnoreCase("%AC"));
            answers.flag("text.shortDoubles", !LONG.equals(Double.toString(LONG_VALUE)));
            answers.flag("text.inexactDoubles", isInexact());
            answers.flag("text.halfUp", new DecimalFormat("0").format(2.5).equals("3"));
            answers.flag(
                    "text.zoneLetter",
                    new SimpleDateFormat("Z").format(new Date(0)).length() == 0);
            answers.flag("text.zones", TimeZone.getTimeZone("Asia/Kolkata").getRawOffset() == 0);
        } catch (Throwable e) {
            answers.text("conversions", e.toString());
        }
    }

    /** The values are those that the compiler reads, which is exact. */
    private static boolean isInexact() {
        for (int i = 0; i < NUMBERS.length; i++) {
            if (Double.parseDouble(NUMBERS[i]) != VALUES[i]) {
                return true;
            }
        }
        return false;
    }
}
