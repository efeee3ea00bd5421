package io.github.flexyfleet.runtime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.flexyfleet.runtime.etk.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {
    @TempDir
    private Path folder;

    private FileStore store;

    @BeforeEach
    void open() {
        store = new FileStore(folder + "/deep/er/");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    @Test
    void whatIsNotThereIsNotThere() throws IOException {
        assertThat(store.read("slot1/a")).isNull();
        assertThat(store.size("slot1/a")).isEqualTo(-1);
        assertThat(store.list("slot1/")).isEmpty();
        store.delete("slot1/a");
    }

    @Test
    void writesAppendsListsAndDeletes() throws IOException {
        store.append("slot1/a", bytes("one"));
        store.append("slot1/a", bytes("two"));
        assertThat(store.read("slot1/a")).isEqualTo(bytes("onetwo"));
        store.write("slot1/a", bytes("x"));
        assertThat(store.size("slot1/a")).isEqualTo(1);
        store.write("slot1/b", new byte[0]);
        assertThat(store.size("slot1/b")).isZero();
        assertThat(store.list("slot1/")).containsExactlyInAnyOrder("a", "b");
        assertThat(Path.of(store.absolute("slot1/a"))).hasContent("x");
        store.delete("slot1/a");
        assertThat(store.list("slot1/")).containsExactly("b");
    }

    @Test
    void aWriteThatFailsIsAnError() throws IOException {
        Files.writeString(folder.resolve("deep"), "a file where a folder should be");
        assertThatIOException().isThrownBy(() -> store.write("slot1/a", bytes("x")));
    }
}
