package io.github.flexyfleet.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSizeTest {
    @ParameterizedTest
    @CsvSource({"0B, 0", "512B, 512", "4KB, 4000", "2MB, 2000000", "999999GB, 999999000000000"})
    void a_number_and_a_unit(String text, long bytes) {
        assertThat(DataSize.parse(text)).contains(new DataSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "4kb", "4 KB", "04KB", "-4KB", "4.5KB", "1000000B", "KB"})
    void anything_else_is_none(String text) {
        assertThat(DataSize.parse(text)).isEmpty();
    }
}
