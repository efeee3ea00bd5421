package io.github.flexyfleet.runtime.tags;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.bundle.TagGroup;
import io.github.flexyfleet.runtime.kit.TestBundle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTableTest {
    private static List<List<String>> lines(String export) throws IOException {
        ExportTable table = new ExportTable(("\"Id\";\"Value\"\r\n" + export).getBytes(UTF_8));
        List<List<String>> lines = new ArrayList<>();
        while (table.next()) {
            lines.add(IntStream.range(0, table.fields()).mapToObj(table::text).toList());
        }
        return lines;
    }

    private static Tag[] table(String export) throws IOException {
        Readings readings = new Readings(new GroupPush[0]);
        readings.readTable(export.getBytes(UTF_8));
        return readings.byId();
    }

    private static List<Tag> of(Tag[] table, String flexyGroups) throws Refusal {
        TagGroup group = TestGroup.read(TestBundle.group("g", flexyGroups, 0, 1));
        return Stream.of(table)
                .filter(tag -> group.selects(tag.name, tag.type, tag.groups))
                .toList();
    }

    @Test
    void readsLinesAndFields() throws IOException {
        assertThat(lines("1;\"Float_0\";5;0\r\n2;\"b\";;-1\r\n"))
                .containsExactly(List.of("1", "Float_0", "5", "0"), List.of("2", "b", "", "-1"));
        assertThat(lines("1;a\n2;b")).containsExactly(List.of("1", "a"), List.of("2", "b"));
        assertThat(lines("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"a;b\"|a;b", "\"a\"\"b\"|a\"b", "\"a\\\"b\"|a\"b", "\"a\\\\\"|a\\", "\"\\\\\\\"\"|\\\"",
                "\"C:\\dir\"|C:\\dir", "\"\"|``", "\"&#233;t&#xE9;\"|été", "\"&#128512;\"|😀",
                        "\"&amp;&#;&#x;\"|&amp;&#;&#x;",
                "\"&#12345678;\"|&#12345678;", "\"a & b\"|a & b", "\" a \"|` a `", " 5 |5", "\"Zählung 水\"|Zählung 水",
                "plain\"quote|plain\"quote"
            })
    void readsNastyFields(String field, String value) throws IOException {
        assertThat(lines("1;" + field + ";9\r\n")).containsExactly(List.of("1", value, "9"));
    }

    @Test
    void aLineEndInQuotesIsPartOfTheText() throws IOException {
        assertThat(lines("1;\"a\r\nb\";2\r\n3;\"c\\nd\";4\r\n"))
                .containsExactly(List.of("1", "a\r\nb", "2"), List.of("3", "c\nd", "4"));
    }

    @Test
    void emptyLinesAreSkippedAlsoBeforeTheHeader() throws IOException {
        ExportTable table = new ExportTable("\uFEFF\r\n\n\r\n\"TagId\";\"VALUE\"\r\n\r\n7;8\r\n\r\n".getBytes(UTF_8));
        assertThat(table.column("value", 5)).isEqualTo(1);
        assertThat(table.column("missing", 5)).isEqualTo(5);
        assertThat(table.next()).isTrue();
        assertThat(table.text(1)).isEqualTo("8");
        assertThat(table.next()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n\r\n", "<html>500</html>", "busy\r\n"})
    void whatHasNoHeaderIsNoTable(String export) {
        assertThatThrownBy(() -> new ExportTable(export.getBytes(UTF_8))).isInstanceOf(IOException.class);
    }

    /** Cuts an export at every byte: a value that may be a part of the real one must not come out. */
    @Test
    void aValueAtTheEndOfACutExportDoesNotCount() throws IOException {
        String header = "\"TagId\";\"TagName\";\"Value\";\"AlStatus\"\r\n";
        String export = header + "1;\"a\";53.25;0\r\n2;\"b\";\"x;y\";0\r\n";
        for (int length = header.length(); length <= export.length(); length++) {
            Map<String, String> values = values("6;6", export.substring(0, length));
            assertThat(values.get("a")).isIn(null, "53.25");
            assertThat(values.get("b")).isIn(null, "x;y");
        }
        assertThat(values("6;6", export).get("b")).isEqualTo("x;y");
        assertThat(values("2", "\"TagId\";\"Value\"\r\n1;7\r\n").get("a"))
                .as("no column behind the value")
                .isEqualTo("7");
    }

    /** Values by tag name; tag 1 is a, 2 is b, and so on, each with a type. */
    private static Map<String, String> values(String types, String export) throws IOException {
        Readings readings = readings(types);
        readings.read(export.getBytes(UTF_8), 0);
        return Stream.of(readings.byId())
                .filter(tag -> tag.raw != null)
                .collect(Collectors.toMap(tag -> tag.name, tag -> tag.raw));
    }

    private static Readings readings(String types) throws IOException {
        GroupPush push;
        try {
            push = new GroupPush(TestGroup.read(TestBundle.typed("g", "", 1, 1)), "d-1", 0);
        } catch (Refusal e) {
            throw new AssertionError(e);
        }
        Readings readings = new Readings(new GroupPush[] {push});
        StringBuilder table = new StringBuilder("\"Id\";\"Name\";\"Type\"\r\n");
        String[] all = types.split(";", -1);
        for (int i = 0; i < all.length; i++) {
            table.append(i + 1)
                    .append(";\"")
                    .append((char) ('a' + i))
                    .append("\";")
                    .append(all[i])
                    .append("\r\n");
        }
        readings.readTable(table.toString().getBytes(UTF_8));
        return readings;
    }

    @Test
    void textThatIsNotUtf8IsTakenAsLatin1() throws IOException {
        ExportTable table = new ExportTable("\"Id\";\"Name\"\r\n1;\"Zähler\"\r\n".getBytes(ISO_8859_1));
        assertThat(table.next()).isTrue();
        assertThat(table.text(1)).isEqualTo("Zähler");
    }

    @Test
    void anyTextComesToAnEnd() throws IOException {
        Random random = new Random(12);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append("\";\\&#x1\r\né".charAt(random.nextInt(10)));
            }
            assertThat(lines(text.toString()).size()).isLessThanOrEqualTo(text.length());
        }
    }

    @Test
    void theTagTableFollowsTheHeaderOrTheKnownIndexes() throws IOException, Refusal {
        String byName = String.join(
                "\r\n",
                "\"Id\";\"Name\";\"Type\";\"IVGroupA\";\"IVGroupB\";\"IVGroupC\";\"IVGroupD\"",
                "3;\"b\";1;1;0;0;1",
                "1;\"a\";6;0;0;0;0",
                "x;\"bad\";1;1;1;1;1",
                "4;\"short\"",
                "");
        Tag[] table = table(byName);
        assertThat(of(table, "AD")).extracting(tag -> tag.name).containsExactly("b");
        assertThat(of(table, "D").get(0).type).isEqualTo(1);
        assertThat(of(table, "BC")).isEmpty();
        StringBuilder byIndex = new StringBuilder("\"?\"");
        StringBuilder line = new StringBuilder("5");
        for (int i = 1; i < 60; i++) {
            byIndex.append(";\"?\"");
            line.append(i == 1 ? ";\"t\"" : i == 26 || i == 55 ? ";1" : ";0");
        }
        table = table(byIndex + "\r\n" + line + "\r\n");
        assertThat(of(table, "B")).extracting(tag -> tag.name).containsExactly("t");
        assertThat(of(table, "B").get(0).type).isEqualTo(1);
        assertThat(of(table, "ACD")).isEmpty();
    }

    @Test
    void qualitiesFollowOpcAndAreUncertainWhenTheyCannotBeRead() throws IOException {
        Readings readings = readings("2;2;2;2;2;2");
        readings.read(
                String.join(
                                "\r\n",
                                "\"TagId\";\"TagName\";\"Value\";\"AlStatus\";\"AlType\";\"Quality\"",
                                "1;\"a\";5;0;0;65472",
                                "2;\"b\";5;0;0;64",
                                "3;\"c\";5;0;0;0",
                                "4;\"d\";5;0;0;128",
                                "5;\"e\";5;0;0;x",
                                "6;\"f\";5",
                                "")
                        .getBytes(UTF_8),
                0);
        assertThat(readings.byId())
                .extracting(tag -> tag.quality)
                .containsExactly("good", "uncertain", "bad", "uncertain", "uncertain", "uncertain");
    }
}
