package io.github.flexyfleet.fleet.compile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundleTest {
    private static final DeviceId DEVICE = new DeviceId("Flexy205Self");

    /** Sums computed with {@code sha256sum}, sizes with {@code wc -c}. */
    private static final String MANIFEST = """
            flexyfleet-bundle 1
            5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03 6 device.crt
            e258d248fda94c63753607f7c4494ee0fcbe92f1a76bfdac795c9d84101eb317 6 device.key
            """;

    private static BundleFile file(String name, String content) {
        return new BundleFile(name, content.getBytes(US_ASCII), name.endsWith("key"));
    }

    @Test
    void the_manifest_and_its_digest_are_those_computed_by_hand() {
        Bundle bundle = Bundle.of(DEVICE, List.of(file("device.key", "world\n"), file("device.crt", "hello\n")));

        assertThat(new String(bundle.manifest(), US_ASCII)).isEqualTo(MANIFEST);
        assertThat(bundle.digest().hex()).isEqualTo("cd672d0e9d6700b46f4b6378245fdf5ba3088843c8ff553bf2dbe9788169e2a5");
        assertThat(bundle.digest().abbreviated()).isEqualTo("cd672d0e9d6700b4");
    }

    @Test
    void a_foreign_digest_is_refused() {
        assertThatThrownBy(() -> new Bundle(DEVICE, Digest.of(new byte[0]), List.of(file("device.crt", "hello\n"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void two_files_of_one_name_are_refused() {
        assertThatThrownBy(() -> Bundle.of(DEVICE, List.of(file("a", "1"), file("a", "2"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_file_name_that_the_protocol_does_not_allow_is_refused() {
        for (String name : List.of("", "../jvmrun", "Device.json", ".hidden", "a".repeat(33))) {
            assertThatThrownBy(() -> file(name, "x")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void content_is_copied_in_and_out() {
        byte[] content = {1, 2, 3};
        BundleFile file = new BundleFile("a", content, false);
        content[0] = 9;
        file.content()[1] = 9;

        assertThat(file.content()).containsExactly(1, 2, 3);
    }

    @Test
    void a_secret_file_does_not_show_its_content() {
        Bundle bundle = Bundle.of(DEVICE, List.of(file("device.key", "planted")));

        assertThat(bundle.toString()).doesNotContain("planted").contains("device.key (7 bytes");
    }
}
