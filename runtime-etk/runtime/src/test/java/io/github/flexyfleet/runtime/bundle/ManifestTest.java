package io.github.flexyfleet.runtime.bundle;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.flexyfleet.runtime.kit.TestBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
    private static final String HASH = "0".repeat(64);

    @Test
    void readsTheFilesInOrder() {
        Manifest manifest = Manifest.parse(new String(TestBundle.of("a").content("manifest"), US_ASCII));
        assertThat(manifest.entries())
                .extracting(entry -> entry.name)
                .containsExactly("device.crt", "device.json", "device.key", "roots.pem");
        assertThat(manifest.find("device.key").size).isEqualTo("key a".length());
        assertThat(manifest.find("nothing")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "flexyfleet-bundle 1",
                "flexyfleet-bundle 2\n",
                "flexyfleet-bundle 1\r\n",
                "flexyfleet-bundle 1\n\n",
                "flexyfleet-bundle 1\nH 1 a",
                "flexyfleet-bundle 1\nH 1 b\nH 1 a\n",
                "flexyfleet-bundle 1\nH 1 a\nH 1 a\n",
                "flexyfleet-bundle 1\nH 01 a\n",
                "flexyfleet-bundle 1\nH -1 a\n",
                "flexyfleet-bundle 1\nH 1  a\n",
                "flexyfleet-bundle 1\nH 1 ../a\n",
                "flexyfleet-bundle 1\nH 1 A\n",
                "flexyfleet-bundle 1\nH 1 manifest\n",
                "flexyfleet-bundle 1\nH 262145 a\n",
                "flexyfleet-bundle 1\nX 1 a\n",
                "flexyfleet-bundle 1\nH 1\n",
                "flexyfleet-bundle 1\nH 1 a b\n"
            })
    void refusesEveryOtherForm(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Manifest.parse(text.replace("H", HASH)));
    }
}
