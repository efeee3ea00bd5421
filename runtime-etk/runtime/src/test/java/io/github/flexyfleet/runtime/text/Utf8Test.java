package io.github.flexyfleet.runtime.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Utf8Test {
    @Test
    void everyCodePointGoesBothWaysAsInTheJdk() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                continue;
            }
            String text = "a" + Character.toString(c) + "b";
            byte[] bytes = text.getBytes(UTF_8);
            if (!java.util.Arrays.equals(Utf8.encode(text), bytes)
                    || !Utf8.decode(bytes).equals(text)) {
                assertThat(c).as("code point that differs").isNegative();
            }
        }
    }

    @Test
    void loneSurrogatesBecomeTheReplacementCharacter() {
        assertThat(Utf8.encode("a\uD83D")).isEqualTo("a\uFFFD".getBytes(UTF_8));
        assertThat(Utf8.encode("\uDE00b")).isEqualTo("\uFFFDb".getBytes(UTF_8));
        assertThat(Utf8.encode("\uD83D\uD83D\uDE00")).isEqualTo("\uFFFD😀".getBytes(UTF_8));
    }

    @Test
    void bytesThatAreNotUtf8AreFoundAndReplacedOneByOne() {
        byte[][] bad = {
            {(byte) 0x80},
            {(byte) 0xC0, (byte) 0x80},
            {(byte) 0xE0, (byte) 0x80, (byte) 0x80},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
            {(byte) 0xE2, (byte) 0x82},
            {(byte) 0xFF}
        };
        for (byte[] bytes : bad) {
            assertThat(Utf8.isValid(bytes)).isFalse();
            assertThat(Utf8.decode(bytes)).isEqualTo("\uFFFD".repeat(bytes.length));
        }
        assertThat(Utf8.decode(new byte[] {'a', (byte) 0xC3, 'b'})).isEqualTo("a\uFFFDb");
    }

    @Test
    void lengthIsThatOfTheEncodedText() {
        for (String text : new String[] {"", "abc", "é", "€", "😀x", "\uD83D"}) {
            assertThat(Utf8.length(text)).isEqualTo(Utf8.encode(text).length);
        }
    }

    @Test
    void encodesAllButTheUnreservedCharacters() {
        assertThat(Utf8.percent("application/json")).isEqualTo("application%2Fjson");
        assertThat(Utf8.percent("aZ09-._~")).isEqualTo("aZ09-._~");
        assertThat(Utf8.percent("a b+c&d=é😀%")).isEqualTo("a%20b%2Bc%26d%3D%C3%A9%F0%9F%98%80%25");
    }
}
