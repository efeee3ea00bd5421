package io.github.flexyfleet.fleet.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTest {
    private static Finding at(int line, int column, String what) {
        return new Finding(FindingCode.UNKNOWN_KEY, new Span("fleet.yaml", line, column), what, "mend it", List.of());
    }

    @Test
    void a_finding_reads_place_code_what_and_mend() {
        assertThat(at(41, 18, "unknown key \"x\"").render())
                .isEqualTo("fleet.yaml:41:18 FLX1101 unknown key \"x\" / mend it");
    }

    @Test
    void related_places_stand_behind_what_is_wrong() {
        Finding finding = new Finding(
                FindingCode.DUPLICATE_SERIAL,
                new Span("sites/a.yaml", 2, 3),
                "twice",
                "check",
                List.of(new Span("sites/b.yaml", 4, 5), new Span("sites/c.yaml", 6, 7)));

        assertThat(finding.render())
                .isEqualTo("sites/a.yaml:2:3 FLX1203 twice (see sites/b.yaml:4:5, sites/c.yaml:6:7) / check");
    }

    @Test
    void whatever_the_input_holds_a_finding_is_one_visible_line() {
        Finding finding = at(1, 1, "a\nb\u001B[2Jc\u2028d\u202Ee\uD800");

        assertThat(finding.render())
                .isEqualTo("fleet.yaml:1:1 FLX1101 a\\u000Ab\\u001B[2Jc\\u2028d\\u202Ee\\uD800 / mend it");
    }

    @Test
    void long_text_is_cut_between_characters() {
        assertThat(Text.quote("\uD83D\uDE00".repeat(61))).isEqualTo('"' + "\uD83D\uDE00".repeat(60) + "...\"");
        assertThat(Text.quote("say \"hi\"")).isEqualTo("\"say \\\"hi\\\"\"");
    }

    @Test
    void findings_come_sorted_by_place_and_the_same_one_once() {
        Findings findings = new Findings();
        findings.add(at(10, 1, "d"));
        findings.add(at(9, 20, "c"));
        findings.add(at(9, 3, "b"));
        findings.add(at(9, 3, "b"));
        findings.add(at(9, 3, "a"));

        assertThat(findings.sorted()).extracting(Finding::what).containsExactly("a", "b", "c", "d");
    }

    @Test
    void a_warning_is_no_error() {
        Findings findings = new Findings();
        Span span = Span.startOf("fleet.yaml");
        findings.add(FindingCode.NO_TAG_GROUP, span, "no group");

        assertThat(findings.hasErrors()).isFalse();
        assertThat(findings.hasErrorAt(span)).isFalse();
    }

    @Test
    void codes_have_ids_of_their_own_and_something_to_say() {
        assertThat(FindingCode.values()).extracting(FindingCode::id).doesNotHaveDuplicates();
        assertThat(Arrays.asList(FindingCode.values())).allSatisfy(code -> {
            assertThat(code.id()).matches("FLX1[0-5][0-9]{2}");
            assertThat(code.title()).isNotBlank();
            assertThat(code.mend()).isNotBlank();
        });
    }
}
