package io.github.flexyfleet.simulator.flexy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.flexy.FlexySpec.Tag;
import io.github.flexyfleet.simulator.flexy.FlexySpec.TagType;
import io.github.flexyfleet.simulator.time.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody works on the tag table while exports and programs read it. */
@Timeout(60)
class TagTableTest {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-22T12:00:00Z"));

    @TempDir
    Path directory;

    @AfterEach
    void end() {
        time.close();
    }

    private TestFlexy flexy() {
        return new TestFlexy(directory, TestFlexy.NO_NETWORK, time);
    }

    private static List<String> lines(TestFlexy flexy) {
        return flexy.export("$dtIV$ftT").lines().skip(1).toList();
    }

    @Test
    void exportsShowWhatIsNoNumberAndWhatIsDoubtful() throws Exception {
        try (TestFlexy flexy = flexy().on()) {
            TagTable tags = flexy.flexy().tags();
            for (String[] each :
                    new String[][] {{"NaN", "nan"}, {"Infinity", "inf"}, {"-Infinity", "-inf"}, {"0.1", "0.1"}}) {
                tags.write(1, Float.parseFloat(each[0]));
                assertThat(lines(flexy)).contains("1;\"Level\";" + each[1] + ";0;0;65472");
            }
            tags.quality(1, 64);
            assertThat(lines(flexy)).contains("1;\"Level\";0.1;0;0;64");
        }
    }

    @Test
    void tagsComeGoAndChange() {
        try (TestFlexy flexy = flexy().on()) {
            TagTable tags = flexy.flexy().tags();
            tags.remove(4);
            tags.put(new Tag(9000, "New \"one\"", TagType.INTEGER, "D"));
            tags.put(new Tag(1, "Height", TagType.STRING, "A"));

            assertThat(lines(flexy))
                    .extracting(line -> line.split(";", 3)[0])
                    .containsExactly("1", "3", "7", "9", "9000");
            assertThat(flexy.export("$dtTL$ftT"))
                    .contains("1;\"Height\";", "9000;\"New \\\"one\\\"\";")
                    .doesNotContain("\"Count\"", "\"Level\"");
            assertThat(tags.idOf("Count")).isEqualTo(-1);
        }
    }

    @Test
    void eventsTellWhatIsNoNumber() throws Exception {
        String program = "public static void main(String[] a) throws Exception {"
                + " DefaultEventHandler.setDefaultTagValueListener(new EvtTagValueListener() {"
                + " public void callTagChanged() { if (getTagId() == 1)"
                + " System.out.println(\"level \" + getChangedValueAsDouble()); } });"
                + " DefaultEventHandler.runEventManager(); }";
        try (TestFlexy flexy = flexy().with(program).on()) {
            flexy.flexy().tags().write(1, 1);
            time.pass(Duration.ofSeconds(1));
            flexy.flexy().tags().write(1, Double.NaN);
            time.pass(Duration.ofSeconds(10));

            assertThat(flexy.flexy().eventLog())
                    .filteredOn(line -> line.contains("level NaN"))
                    .hasSize(1);
        }
    }
}
