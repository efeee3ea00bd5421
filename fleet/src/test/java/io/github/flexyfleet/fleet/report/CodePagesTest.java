package io.github.flexyfleet.fleet.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.doctor.Complaint;
import io.github.flexyfleet.fleet.doctor.DoctorCode;
import io.github.flexyfleet.fleet.finding.CodeHelp;
import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every code has an example that fails with just that code, a mended one, and a page that is up to date. With
 * {@code -Dflexy.updateDocs=true} the pages are written.
 */
class CodePagesTest {
    private static final Path PAGES = Path.of("..", "docs", "findings");
    private static final Path TROUBLESHOOTING = Path.of("..", "docs", "troubleshooting.md");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void the_failing_example_gives_exactly_its_code(FindingCode code) throws IOException {
        assertThat(CodeExample.of(code).bad(folder))
                .singleElement()
                .extracting(Finding::code)
                .isEqualTo(code);
    }

    @ParameterizedTest
    @EnumSource
    void the_mended_example_gives_nothing(FindingCode code) throws IOException {
        assertThat(CodeExample.of(code).good(folder)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void something_is_written_about_each_code(FindingCode code) {
        assertThat(CodeHelp.about(code)).isNotEqualTo(code.title()).endsWith(".");
    }

    @ParameterizedTest
    @EnumSource
    void a_rollout_problem_has_title_cause_and_mend(ProblemCode code) {
        assertThat(code.id()).matches("FLX3[01][0-9]{2}");
        assertThat(code.title()).isNotBlank().doesNotEndWith(".");
        assertThat(code.cause()).endsWith(".");
        assertThat(code.mend()).endsWith(".");
    }

    @Test
    void each_example_belongs_to_a_code() throws IOException {
        assertThat(CodeExample.folders())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(FindingCode.values()).map(FindingCode::id).toList());
    }

    @Test
    void the_pages_are_up_to_date() throws IOException {
        Map<String, String> wanted = new TreeMap<>();
        wanted.put("README.md", CodePages.index());
        for (FindingCode code : FindingCode.values()) {
            CodeExample example = CodeExample.of(code);
            Path project = Files.createDirectory(folder.resolve(code.id()));
            wanted.put(code.id() + ".md", CodePages.page(code, example, example.bad(project)));
        }
        for (ProblemCode code : ProblemCode.values()) {
            wanted.put(code.id() + ".md", CodePages.page(code));
        }
        for (DoctorCode code : DoctorCode.values()) {
            wanted.put(code.id() + ".md", CodePages.page(code));
        }
        if (Boolean.getBoolean("flexy.updateDocs")) {
            write(wanted);
            Files.writeString(TROUBLESHOOTING, TroubleshootingPage.text());
        }

        Map<String, String> pages = pages();
        assertThat(pages).containsOnlyKeys(wanted.keySet());
        assertThat(wanted)
                .as("write them anew as their first line says")
                .allSatisfy((name, page) -> assertThat(pages.get(name)).isEqualTo(page));
    }

    @Test
    void the_page_for_trouble_is_up_to_date() throws IOException {
        assertThat(Files.readString(TROUBLESHOOTING))
                .as("write it anew as its first line says")
                .isEqualTo(TroubleshootingPage.text());
    }

    @ParameterizedTest
    @EnumSource
    void what_the_doctor_finds_has_title_cause_and_mend(DoctorCode code) {
        assertThat(code.id()).matches("FLX40[0-9]{2}");
        assertThat(code.title()).isNotBlank().doesNotEndWith(".");
        assertThat(code.cause()).endsWith(".");
        assertThat(code.mend()).endsWith(".");
    }

    @Test
    void no_two_findings_of_the_doctor_have_one_code() {
        assertThat(DoctorCode.values()).extracting(DoctorCode::id).doesNotHaveDuplicates();
    }

    @Test
    void each_complaint_of_the_thread_has_its_answer() {
        assertThat(Complaint.all()).extracting(Complaint::post).containsOnly(2, 3, 5, 7, 9, 11, 12, 13, 15);
        assertThat(Complaint.all())
                .allSatisfy(complaint -> assertThat(complaint.codes().isEmpty()
                                && !complaint.answer().contains("flexy:watch"))
                        .isFalse());
    }

    @Test
    void no_two_problems_have_one_code() {
        assertThat(ProblemCode.values()).extracting(ProblemCode::id).doesNotHaveDuplicates();
    }

    @Test
    void the_index_names_each_code() {
        String index = CodePages.index();

        assertThat(FindingCode.values())
                .allSatisfy(code -> assertThat(index).contains("[" + code.id() + "](" + code.id() + ".md)"));
        assertThat(ProblemCode.values())
                .allSatisfy(code -> assertThat(index).contains("[" + code.id() + "](" + code.id() + ".md)"));
        assertThat(DoctorCode.values())
                .allSatisfy(code -> assertThat(index).contains("[" + code.id() + "](" + code.id() + ".md)"));
    }

    private static Map<String, String> pages() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        try (Stream<Path> files = Files.list(PAGES)) {
            for (Path file : files.toList()) {
                pages.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return pages;
    }

    private static void write(Map<String, String> wanted) throws IOException {
        Files.createDirectories(PAGES);
        for (String old : pages().keySet()) {
            Files.delete(PAGES.resolve(old));
        }
        for (Map.Entry<String, String> page : wanted.entrySet()) {
            Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
        }
    }
}
