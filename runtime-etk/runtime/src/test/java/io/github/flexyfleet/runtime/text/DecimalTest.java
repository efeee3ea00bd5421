package io.github.flexyfleet.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalTest {
    @Test
    void distancesAreThoseOfExactArithmetic() {
        Random random = new Random(22);
        for (int i = 0; i < 50_000; i++) {
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
            assertThat(Decimal.parse(before).reaches(Decimal.parse(after), Decimal.parse(step), percent))
                    .as("%s %s %s %s", before, after, step, percent)
                    .isEqualTo(distance.compareTo(wanted) >= 0);
        }
    }

    /** Few digits, so that a distance is often just the step. */
    private static String number(Random random) {
        return (random.nextInt(41) - 20) + "." + random.nextInt(3)
                + (random.nextInt(8) == 0 ? "e" + (random.nextInt(60) - 30) : "");
    }
}
