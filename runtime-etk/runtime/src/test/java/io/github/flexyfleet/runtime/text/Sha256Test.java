package io.github.flexyfleet.runtime.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Sha256Test {
    @ParameterizedTest
    @CsvSource({
        "'',e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "abc,ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq,"
                + "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    })
    void vectorsOfTheStandard(String text, String digest) {
        assertThat(Sha256.hex(text.getBytes(US_ASCII))).isEqualTo(digest);
    }

    @Test
    void equalsTheJdkAtEveryLengthAroundTheBlocks() throws Exception {
        Random random = new Random(1);
        MessageDigest jdk = MessageDigest.getInstance("SHA-256");
        for (int length = 0; length < 400; length++) {
            byte[] data = new byte[length];
            random.nextBytes(data);
            assertThat(Sha256.digest(data)).isEqualTo(jdk.digest(data));
        }
    }
}
