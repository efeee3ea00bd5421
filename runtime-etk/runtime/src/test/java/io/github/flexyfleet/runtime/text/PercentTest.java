package io.github.flexyfleet.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PercentTest {
    @Test
    void encodesAllButTheUnreservedCharacters() {
        assertThat(Percent.encode("application/json")).isEqualTo("application%2Fjson");
        assertThat(Percent.encode("aZ09-._~")).isEqualTo("aZ09-._~");
        assertThat(Percent.encode("a b+c&d=é😀%")).isEqualTo("a%20b%2Bc%26d%3D%C3%A9%F0%9F%98%80%25");
    }
}
