package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.simulator.net.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class JournalTest {
    @TempDir
    Path folder;

    private final Map<String, ObjectNode> present = new TreeMap<>();

    private Path file() {
        return folder.resolve("j.jsonl");
    }

    private Journal journal() {
        return new Journal(file(), () -> present);
    }

    private static ObjectNode value(int number) {
        return Json.object().put("n", number);
    }

    @Test
    void theLastLineOfAnIdCounts() throws IOException {
        Journal journal = journal();
        journal.put("a", value(1));
        journal.put("b", value(2));
        journal.put("a", value(3));
        journal.remove("b");

        assertThat(journal().read()).isEqualTo(Map.of("a", value(3)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void aLineThatWasCutOffIsLeftOutAndTheNextOneIsWhole() throws IOException {
        journal().put("a", value(1));
        Files.writeString(file(), "{\"id\":\"b\",\"val", StandardOpenOption.APPEND);

        Journal again = journal();
        assertThat(again.read()).containsOnlyKeys("a");
        again.put("c", value(3));
        assertThat(journal().read()).containsOnlyKeys("a", "c");
    }

    @Test
    void somethingElseIsRefusedAndKept() throws IOException {
        Files.writeString(file(), "{\"devices\":[]}");
        assertThatThrownBy(() -> journal().read()).isInstanceOf(IOException.class);
        assertThat(file()).hasContent("{\"devices\":[]}");
    }

    @Test
    void manyChangesOfFewObjectsDoNotFillTheDisk() throws IOException {
        Journal journal = journal();
        for (int i = 0; i < 10_000; i++) {
            present.put("a", value(i));
            journal.put("a", value(i));
        }
        assertThat(Files.size(file())).isLessThan(100_000);
        assertThat(journal().read()).isEqualTo(Map.of("a", value(9999)));
    }

    @Test
    void aChangeCostsTheSameHoweverManyThereAre() throws IOException {
        Journal journal = journal();
        journal.batch(this, () -> {
            for (int i = 0; i < 20_000; i++) {
                present.put("d" + i, value(i));
                journal.put("d" + i, value(i));
            }
        });
        long before = Files.size(file());
        journal.put("d7", value(70));
        assertThat(Files.size(file()) - before).isLessThan(100);
    }
}
