package io.github.flexyfleet.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Numbers as text and back against the JDK's: ten million random ones each way, and all that stand at an edge. */
class MillionsOfNumbersTest {
    private static final int RANDOM = 10_000_000;

    @Test
    void tenMillionRandomFloatsTakeTheShortestFormThatReadsBack() {
        Millions.check(RANDOM, 41, random -> checkForm(random.nextInt()));
    }

    @Test
    void soDoFloatsAtTheEdges() {
        for (int field = 0; field < 256; field++) {
            for (int bit = 0; bit <= 23; bit++) {
                // powers of two, each single bit, and their neighbours, over subnormals, infinities and NaNs
                checkBothSigns((field << 23) | ((1 << bit) & 0x7FFFFF));
                checkBothSigns((field << 23) | (0x7FFFFF >> bit));
            }
        }
        for (int exponent = -46; exponent <= 39; exponent++) {
            for (int digit = 1; digit < 10; digit++) {
                checkBothSigns(Float.floatToRawIntBits(Float.parseFloat(digit + "e" + exponent)));
            }
        }
        for (int n = 0; n <= 1 << 24; n += 4097) {
            checkBothSigns(n); // subnormal and the smallest normal floats
            checkBothSigns(Float.floatToRawIntBits(n));
        }
    }

    @Test
    void tenMillionRandomDecimalsAreReadAsTheJdkReadsThem() {
        Millions.check(RANDOM, 42, random -> {
            String text = random.nextInt(100_000) + "." + random.nextInt(1_000_000_000) + "e" + random.nextInt(-58, 45);
            checkRead(random.nextBoolean() ? text : "-" + text);
        });
    }

    @Test
    void soAreDecimalsAtTheEdges() {
        for (int exponent = -60; exponent <= 60; exponent++) {
            for (String digits : new String[] {"0", "1", "9", "1.0000001", "9.9999999", "99999999999999999999"}) {
                checkRead(digits + "e" + exponent);
                checkRead("-" + digits + "e" + exponent);
            }
        }
        // The borders between the largest float and infinity, and between the smallest and zero, a digit to each side.
        for (String border : new String[] {
            "340282356779733661637539395458142568447",
            "340282356779733661637539395458142568448",
            "3.4028235e38",
            "7.0064923216240853e-46",
            "7.0064923216240854e-46",
            "7.0064923216240862e-46",
            "1.17549435e-38"
        }) {
            checkRead(border);
            checkRead("-" + border);
        }
    }

    @Test
    void aMillionDistancesAreThoseOfExactArithmetic() {
        Millions.check(1_000_000, 43, random -> {
            String before = number(random);
            String after = number(random);
            String step = number(random).replace("-", "");
            boolean percent = random.nextBoolean();
            BigDecimal wanted = new BigDecimal(step);
            if (percent) {
                wanted = wanted.movePointLeft(2).multiply(new BigDecimal(before).abs());
            }
            BigDecimal distance =
                    new BigDecimal(before).subtract(new BigDecimal(after)).abs();
            boolean reaches = Decimal.parse(before).reaches(Decimal.parse(after), Decimal.parse(step), percent);
            if (reaches != distance.compareTo(wanted) >= 0) {
                assertThat(reaches)
                        .as("%s %s %s %s", before, after, step, percent)
                        .isEqualTo(distance.compareTo(wanted) >= 0);
            }
        });
    }

    /** Few digits, so that a distance is often just the step. */
    private static String number(SplittableRandom random) {
        return random.nextInt(-20, 21) + "." + random.nextInt(3)
                + (random.nextInt(8) == 0 ? "e" + random.nextInt(-30, 30) : "");
    }

    private static void checkRead(String text) {
        int bits = FloatText.bits(Decimal.parse(text));
        int jdk = Float.floatToRawIntBits(Float.parseFloat(text));
        if (bits != jdk) {
            assertThat(bits).as(text).isEqualTo(jdk);
        }
    }

    private static void checkBothSigns(int bits) {
        checkForm(bits);
        checkForm(bits | 0x80000000);
    }

    private static void checkForm(int bits) {
        String form = FloatText.shortest(bits);
        float f = Float.intBitsToFloat(bits);
        String special = Float.isNaN(f) ? "nan" : Float.isInfinite(f) ? f < 0 ? "-inf" : "inf" : f == 0 ? "0" : null;
        if (special != null) {
            assertThat(form).isEqualTo(f == 0 && bits < 0 ? "-0" : special);
            return;
        }
        Decimal decimal = Decimal.parse(form);
        if (!reads(form, f) || !form.equals(decimal.layout()) || FloatText.bits(decimal) != bits) {
            assertThat(form).as("does not read back, in the one layout").isEqualTo(Float.toString(f));
        }
        int count = decimal.digits.length();
        int digits = Integer.parseInt(decimal.digits);
        int last = decimal.point - count;
        float size = Math.abs(f);
        // All that reads back is one range, so a shorter decimal in it would be next to this one.
        if (count > 1 && (reads(digits / 10, last + 1, size) || reads(digits / 10 + 1, last + 1, size))) {
            assertThat(form).as("a shorter one reads back too").isEqualTo(Float.toString(f));
        }
        if (isNearer(digits - 1, digits, last, size) || isNearer(digits + 1, digits, last, size)) {
            assertThat(form).as("one as short is nearer").isEqualTo(Float.toString(f));
        }
    }

    private static boolean reads(String text, float f) {
        return Float.parseFloat(text) == f;
    }

    private static boolean reads(int digits, int exponent, float f) {
        return reads(digits + "e" + exponent, f);
    }

    /** Whether another decimal of as many digits reads back and is nearer to the float. */
    private static boolean isNearer(int other, int digits, int exponent, float f) {
        if (other == 0 || !reads(other, exponent, f)) {
            return false;
        }
        BigDecimal exact = new BigDecimal(f);
        BigDecimal toOther = BigDecimal.valueOf(other, -exponent).subtract(exact);
        return toOther.abs()
                        .compareTo(BigDecimal.valueOf(digits, -exponent)
                                .subtract(exact)
                                .abs())
                < 0;
    }
}
