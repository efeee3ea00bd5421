package io.github.flexyfleet.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {
    @Test
    void formatsEveryDayAsTheJdkDoes() {
        Instant time = Instant.parse("1899-12-31T23:59:59Z");
        Random random = new Random(9);
        while (time.isBefore(Instant.parse("2401-01-01T00:00:00Z"))) {
            long ms = time.toEpochMilli() + random.nextInt(1000);
            assertThat(UtcTime.rfc3339(ms))
                    .isEqualTo(Instant.ofEpochMilli(ms)
                            .truncatedTo(ChronoUnit.SECONDS)
                            .toString());
            assertThat(Instant.parse(UtcTime.rfc3339Millis(ms)).toEpochMilli()).isEqualTo(ms);
            time = time.plusSeconds(86_400 - random.nextInt(1000));
        }
    }

    @Test
    void plainFormIsThatOfTheClassicFormat() {
        assertThat(UtcTime.plain(Instant.parse("2026-11-22T20:00:09.999Z").toEpochMilli()))
                .isEqualTo("2026-11-22 20:00:09");
    }

    @Test
    void ofIsTheInverse() {
        assertThat(UtcTime.of(2024, 2, 29, 23, 59, 58))
                .isEqualTo(Instant.parse("2024-02-29T23:59:58Z").toEpochMilli());
        assertThat(UtcTime.of(1970, 1, 1, 0, 0, 0)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"22/11/2026 20:00:00", "\"22/11/2026 20:00:00\"\r\n", "\"Time$\"\r\n22/11/2026 20:00:00\r\n"})
    void findsTheFlexysTime(String answer) {
        assertThat(UtcTime.findFlexyTime(answer)).isEqualTo(UtcTime.of(2026, 11, 22, 20, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "22/11/2026", "2/11/2026 20:00:00", "22-11-2026 20:00:00"})
    void findsNothingWhereNoTimeIs(String answer) {
        assertThat(UtcTime.findFlexyTime(answer)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void knowsTimesThatExist() {
        assertThat(UtcTime.isRfc3339("2036-02-29T00:00:00Z")).isTrue();
        assertThat(UtcTime.isRfc3339("2035-02-29T00:00:00Z")).isFalse();
        assertThat(UtcTime.isRfc3339("2036-13-01T00:00:00Z")).isFalse();
        assertThat(UtcTime.isRfc3339("2036-02-29T24:00:00Z")).isFalse();
        assertThat(UtcTime.isRfc3339("2036-02-29T00:00:00+00:00")).isFalse();
    }

    @Test
    void findsTheBeginOfACertificatesLife() {
        assertThat(UtcTime.first(der("xx\u0017\r261122190501Z\u0017\r361122190501Z")))
                .isEqualTo(UtcTime.of(2026, 11, 22, 19, 5, 1));
        assertThat(UtcTime.first(der("\u0018\u000f20501122190501Z"))).isEqualTo(UtcTime.of(2050, 11, 22, 19, 5, 1));
        assertThat(UtcTime.first(der("no time 261122190501Z"))).isEqualTo(Long.MIN_VALUE);
        assertThat(UtcTime.first(der("\u0017\r26112219050"))).isEqualTo(Long.MIN_VALUE);
    }

    private static byte[] der(String bytes) {
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }
}
