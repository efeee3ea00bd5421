package io.github.flexyfleet.fleet.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceReaderTest {
    @TempDir
    private Path folder;

    private static List<String> findings(byte[] bytes) {
        Findings findings = new Findings();
        SourceReader.parse("f.yaml", bytes, findings);
        return findings.sorted().stream().map(Finding::render).toList();
    }

    private static void hasOnly(String yaml, String start) {
        hasOnly(yaml.getBytes(UTF_8), start);
    }

    private static void hasOnly(byte[] bytes, String start) {
        assertThat(findings(bytes)).singleElement().asString().startsWith("f.yaml:" + start);
    }

    private static MapValue parse(String yaml) {
        Findings findings = new Findings();
        Optional<MapValue> map = SourceReader.parse("f.yaml", yaml.getBytes(UTF_8), findings);
        assertThat(findings.sorted()).isEmpty();
        return map.orElseThrow();
    }

    @Test
    void every_key_and_value_knows_its_place() {
        MapValue root = parse("""
                # comment
                hub:
                  host: "h"
                list: [a, {b: c}]
                """);

        assertThat(root.span()).isEqualTo(new Span("f.yaml", 2, 1));
        assertThat(root.entry("list").orElseThrow().keySpan()).isEqualTo(new Span("f.yaml", 4, 1));
        assertThat(root.map("hub").orElseThrow().get("host"))
                .contains(new ScalarValue("h", ScalarKind.TEXT, new Span("f.yaml", 3, 9)));
        assertThat(root.list("list").orElseThrow().items().get(1).span()).isEqualTo(new Span("f.yaml", 4, 11));
    }

    @Test
    void columns_count_characters() {
        MapValue root = parse("{ü😀: x}");

        assertThat(root.get("ü😀").orElseThrow().span()).isEqualTo(new Span("f.yaml", 1, 6));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a           | TEXT
                    'no'        | TEXT
                    true        | BOOLEAN
                    12          | INTEGER
                    -1          | INTEGER
                    1.5         | DECIMAL
                    2005-0001-25| TEXT
                    2s          | TEXT
                    1.2.3       | TEXT
                    ~           | NULL
                    """)
    void scalars_are_read_as_yaml_1_2_does(String text, ScalarKind kind) {
        String quoted = kind == ScalarKind.TEXT && text.equals("no") ? "'no'" : text;

        assertThat(parse("a: " + quoted).get("a").orElseThrow())
                .isInstanceOfSatisfying(
                        ScalarValue.class, scalar -> assertThat(scalar.kind()).isEqualTo(kind));
    }

    @ParameterizedTest
    @CsvSource({
        "no",
        "on",
        "Yes",
        "OFF",
        "n",
        "1e3",
        "1.5E-3",
        "0755",
        "0o17",
        "0x1F",
        "1_000",
        "12:30",
        "190:20:30",
        ".inf"
    })
    void a_value_that_programs_disagree_about_is_to_be_quoted(String text) {
        assertThat(findings(("a: " + text).getBytes(UTF_8)))
                .containsExactly("f.yaml:1:4 FLX1013 " + text
                        + " without quotes is text to some programs and a number or boolean to others / write \"" + text
                        + "\" for the text, else true, false or plain decimal digits");
    }

    @ParameterizedTest
    @CsvSource({"no", "12", "true", "0755"})
    void a_key_that_is_no_text_is_to_be_quoted(String text) {
        hasOnly(text + ": {}", "1:1 FLX1013 the key " + text + " without quotes is no text / write \"" + text + "\":");
    }

    @Test
    void a_duplicate_key_names_both_places() {
        hasOnly("a: 1\nb: 2\na: 3\n", "3:1 FLX1008 key \"a\" stands twice in this map (see f.yaml:1:1) / ");
    }

    @Test
    void a_second_document_is_found() {
        hasOnly("a: b\n---\nc: d\n", "2:1 FLX1009 ");
    }

    @Test
    void one_document_may_have_its_marks() {
        assertThat(parse("%YAML 1.2\n---\na: b\n...\n").get("a")).isPresent();
    }

    @Test
    void a_tab_in_the_indentation_is_found() {
        hasOnly("a:\n\tb: c\n", "2:1 FLX1007 ");
        hasOnly("a:\n  b: c\n \td: e\n", "3:2 FLX1007 ");
    }

    @Test
    void a_byte_order_mark_is_found_and_the_rest_is_read() {
        assertThat(findings("\uFEFFa: no\n".getBytes(UTF_8)))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("f.yaml:1:1 FLX1005 "),
                        second -> assertThat(second).startsWith("f.yaml:1:4 FLX1013 "));
    }

    @Test
    void bytes_that_are_not_utf_8_are_found_where_they_stand() {
        hasOnly("a: b\ncafé: Zürich\n".getBytes(ISO_8859_1), "2:4 FLX1004 ");
        hasOnly("\uFEFFa: b".getBytes(UTF_16LE), "1:1 FLX1004 the bytes from here on are not UTF-8 but UTF-16 / ");
    }

    @Test
    void a_character_cut_off_at_the_end_is_not_utf_8() {
        byte[] cut = {'a', ':', ' ', (byte) 0xC3};

        hasOnly(cut, "1:4 FLX1004 ");
    }

    @Test
    void a_control_character_is_found() {
        hasOnly("a: b\nc: \u0007", "2:4 FLX1006 the character U+0007 cannot stand in YAML / remove it");
        hasOnly("a: b\r\nc: \u0007", "2:4 FLX1006 ");
        hasOnly("a: b\rc: \u0007", "2:4 FLX1006 ");
        hasOnly("a: b\u2028c: \u0007", "2:4 FLX1006 ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a: b: c            | 1:5 FLX1006 a second colon and value in one line, or no colon in the line above
                    a: "open           | 1:4 FLX1006 the quote that opens here is not closed
                    a: @x              | 1:4 FLX1006 a value cannot start with this character
                    a: [1, 2           | 1:9 FLX1006 a comma or the closing bracket is missing before this
                    a: "\\q"            | 1:6 FLX1006 the text in double quotes has a backslash with an unknown letter
                    just text          | 1:1 FLX1010 the file holds no map
                    [a, b]             | 1:1 FLX1010 the file holds no map
                    a: !secret b       | 1:4 FLX1014 tags
                    a: !!int "3"       | 1:4 FLX1014 tags
                    {a: {<<: {b: c}}}  | 1:6 FLX1014 merge keys
                    ? [a]              | 1:3 FLX1014 a map or list cannot be a key
                    a: *password       | 1:4 FLX1011 the alias names no anchor
                    a: &x [*x]         | 1:8 FLX1011 the alias names no anchor
                    """)
    void what_is_not_plain_yaml_gets_one_finding_with_its_place(String yaml, String start) {
        hasOnly(yaml, start);
    }

    @Test
    void an_empty_file_is_found() {
        hasOnly("", "1:1 FLX1010 the file is empty / start the file with fleet: NAME");
        hasOnly("# only a comment\n", "1:1 FLX1010 the file is empty");
    }

    @Test
    void an_alias_stands_for_its_anchor() {
        MapValue root = parse("a: &x {b: c}\nd: *x\n");

        assertThat(root.get("d")).isEqualTo(root.get("a"));
    }

    @Test
    void a_billion_laughs_are_cut_short() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            String last = "*a" + (i - 1);
            yaml.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", java.util.Collections.nCopies(10, last))));
        }

        assertThat(findings(yaml.toString().getBytes(UTF_8)))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("FLX1011 aliases repeat more than 100000 values"));
    }

    @Test
    void nesting_without_end_is_found() {
        hasOnly("a: " + "[".repeat(5000) + "]".repeat(5000), "1:53 FLX1012 ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    password: planted                             | 1:1
                    hub: {connectionString: planted}              | 1:7
                    t2m_developer_id: planted                     | 1:1
                    api-token: 1e3                                | 1:1
                    a: {Device Passphrase: planted}               | 1:5
                    secrets: {x: [planted, SharedAccessKey=planted]} | 1:24
                    """)
    void a_secret_in_the_file_is_found_and_not_shown(String yaml, String place) {
        assertThat(findings(yaml.getBytes(UTF_8)))
                .singleElement()
                .asString()
                .startsWith("f.yaml:" + place + " FLX1213 ")
                .doesNotContain("planted")
                .doesNotContain("1e3");
    }

    @Test
    void a_name_that_sounds_like_a_secret_is_none() {
        assertThat(parse("devices: {secret-garden: {name: Password Street}, token:}")
                        .map("devices"))
                .isPresent();
    }

    @Test
    void spans_show_the_path_in_the_project() throws IOException {
        Files.createDirectories(folder.resolve("sites"));
        Files.writeString(folder.resolve("sites/a.yaml"), "[]");
        Findings findings = new Findings();

        SourceReader.read(new ProjectFolder(folder), Path.of("sites", "a.yaml"), findings);

        assertThat(findings.sorted()).singleElement().extracting(Finding::span).hasToString("sites/a.yaml:1:1");
    }

    @Test
    void a_missing_file_is_a_finding() {
        Findings findings = new Findings();

        SourceReader.read(new ProjectFolder(folder), Path.of("fleet.yaml"), findings);

        assertThat(findings.sorted())
                .singleElement()
                .asString()
                .startsWith("fleet.yaml:1:1 FLX1001 the file is missing or cannot be read / ");
    }

    @Test
    void a_link_out_of_the_project_is_a_finding() throws IOException {
        Path project = Files.createDirectory(folder.resolve("project"));
        Files.writeString(folder.resolve("outside.yaml"), "a: b");
        Files.createSymbolicLink(project.resolve("fleet.yaml"), folder.resolve("outside.yaml"));
        Findings findings = new Findings();

        assertThat(SourceReader.read(new ProjectFolder(project), Path.of("fleet.yaml"), findings))
                .isEmpty();
        assertThat(findings.sorted()).singleElement().asString().startsWith("fleet.yaml:1:1 FLX1002 ");
    }

    @Test
    void no_garbage_makes_the_reader_throw() {
        String alphabet = "ab:-[]{},&*!|>'\"%@` \t\n\r#?~0123e._<\u0000\u00e9\u2028\ufeff";
        Random random = new Random(20261122);
        for (int run = 0; run < 5000; run++) {
            StringBuilder yaml = new StringBuilder();
            for (int i = random.nextInt(40); i >= 0; i--) {
                yaml.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Findings findings = new Findings();
            Optional<MapValue> map =
                    SourceReader.parse("f.yaml", yaml.toString().getBytes(UTF_8), findings);
            assertThat(map.isPresent() || findings.hasErrors()).as("%s", yaml).isTrue();
        }
    }
}
