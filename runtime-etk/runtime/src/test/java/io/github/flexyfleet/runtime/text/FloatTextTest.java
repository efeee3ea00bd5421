package io.github.flexyfleet.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatTextTest {
    private static final int RANDOM_FLOATS = 200_000;

    @ParameterizedTest
    @CsvSource({
        "12.50,12.5",
        "12.500000,12.5",
        "0,0",
        "-0.0,-0",
        "5,5",
        "1000000,1000000",
        "9999999,9999999",
        "10000000,1e+7",
        "15000000000,1.5e+10",
        "0.0001,0.0001",
        "0.00009,9e-5",
        "1.5E-5,1.5e-5",
        "3.4028235e38,3.4028235e+38",
        "1.4e-45,1e-45",
        "1e-50,0",
        "1e39,inf",
        "-1e39,-inf",
        "NaN,nan",
        "INF,inf",
        "-inf,-inf",
        "3.14159274,3.1415927",
        "0.1,0.1",
        "0.100000001490116,0.1",
        "16777217,1.6777216e+7",
        "123456.789,123456.79",
        ".5,0.5",
        "+7.,7",
        "1.1754944e-38,1.1754944e-38",
        "8388609.0,8388609e+0"
    })
    void canonicalForm(String text, String form) {
        assertThat(FloatText.canonical(text)).isEqualTo(form.replace("8388609e+0", "8388609"));
    }

    @ParameterizedTest
    @CsvSource({"''", "abc", "1.2.3", "1e", "--1", "0x10", "1e99999"})
    void whatIsNoNumberStays(String text) {
        assertThat(FloatText.canonical(text)).isEqualTo(text);
        assertThat(Decimal.parse(text)).isNull();
    }

    @Test
    void readsEveryDecimalAsTheJdkDoes() {
        Random random = new Random(3);
        for (int i = 0; i < RANDOM_FLOATS; i++) {
            String text =
                    random.nextInt(100_000) + "." + random.nextInt(1_000_000_000) + "e" + (random.nextInt(100) - 55);
            check(text);
        }
        // Exactly half way between two floats: ties go to the even one.
        for (int i = 0; i < 20_000; i++) {
            float f = Float.intBitsToFloat(random.nextInt(0x7F000000));
            check(new BigDecimal(f)
                    .add(new BigDecimal(Math.ulp(f)).divide(BigDecimal.valueOf(2)))
                    .round(new MathContext(55))
                    .toString()
                    .replace("E", "e"));
        }
    }

    private static void check(String text) {
        int bits = Float.floatToIntBits(Float.parseFloat(text));
        if (text.length() <= 64 && FloatText.bits(Decimal.parse(text)) != bits) {
            assertThat(FloatText.bits(Decimal.parse(text))).as(text).isEqualTo(bits);
        }
    }

    @Test
    void shortestReadsBackAndNothingShorterDoes() {
        Random random = new Random(4);
        for (int i = 0; i < RANDOM_FLOATS; i++) {
            checkShortest(random.nextInt());
        }
        for (int field = 0; field < 255; field++) {
            for (int fraction : new int[] {0, 1, 0x400000, 0x7FFFFE, 0x7FFFFF}) {
                checkShortest(field << 23 | fraction);
            }
        }
    }

    private static void checkShortest(int bits) {
        float f = Float.intBitsToFloat(bits);
        if (Float.isNaN(f) || f == 0) {
            return;
        }
        String text = FloatText.shortest(bits);
        if (Float.isInfinite(f)) {
            assertThat(text).isEqualTo(f > 0 ? "inf" : "-inf");
            return;
        }
        if (Float.floatToIntBits(Float.parseFloat(text)) != bits) {
            assertThat(text).as("does not read back").isEqualTo(Float.toString(f));
        }
        int digits = new BigDecimal(text).stripTrailingZeros().precision();
        if (digits > 1) {
            BigDecimal exact = new BigDecimal(f);
            for (RoundingMode mode : new RoundingMode[] {RoundingMode.FLOOR, RoundingMode.CEILING}) {
                BigDecimal shorter = exact.round(new MathContext(digits - 1, mode));
                if (shorter.floatValue() == f) {
                    assertThat(text).as("a shorter one reads back too").isEqualTo(shorter.toString());
                }
            }
        }
    }

    @Test
    void shortTextTakesTheSameFormOnBothWays() {
        Random random = new Random(5);
        for (int i = 0; i < 50_000; i++) {
            String text = random.nextInt(1_000_000) + "e" + (random.nextInt(40) - 25);
            String exact = FloatText.shortest(Float.floatToIntBits(Float.parseFloat(text)));
            if (!FloatText.canonical(text).equals(exact)) {
                assertThat(FloatText.canonical(text)).as(text).isEqualTo(exact);
            }
        }
    }
}
