package io.github.flexyfleet.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64Test {
    @Test
    void decodesWhatTheJdkEncodes() {
        Random random = new Random(2);
        for (int length = 0; length < 300; length++) {
            byte[] data = new byte[length];
            random.nextBytes(data);
            assertThat(Base64.decode(java.util.Base64.getEncoder().encodeToString(data)))
                    .isEqualTo(data);
        }
    }

    @Test
    void encodesAsTheJdkDoes() {
        Random random = new Random(3);
        for (int length = 0; length < 300; length++) {
            byte[] data = new byte[length];
            random.nextBytes(data);
            assertThat(Base64.encode(data))
                    .isEqualTo(java.util.Base64.getEncoder().encodeToString(data));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "AA", "AAA", "AA=A", "A===", "====", "AB==", "AAB=", "AA A", "AA-_", "AAA\n", "é==="})
    void refusesWhatIsNotCanonical(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Base64.decode(text));
    }
}
