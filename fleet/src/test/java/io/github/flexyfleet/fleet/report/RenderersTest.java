package io.github.flexyfleet.fleet.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.gateway.Targets;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.Evidence;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** One result for build servers and people: JUnit XML, Markdown and HTML. */
class RenderersTest {
    private static final Instant START = Instant.parse("2026-11-29T20:00:00Z");

    @Test
    void junitXmlHasASuiteAWaveAndACaseADevice() throws Exception {
        String text = JunitReport.render(halted());

        assertThat(text).isEqualTo(resource("junit.xml"));
        Element root = parsed(text).getDocumentElement();
        assertThat(List.of(root.getAttribute("tests"), root.getAttribute("failures"), root.getAttribute("skipped")))
                .containsExactly("4", "1", "2");
        NodeList cases = root.getElementsByTagName("testcase");
        assertThat(cases.getLength()).isEqualTo(4);
        assertThat(root.getElementsByTagName("testsuite").getLength()).isEqualTo(2);
    }

    @Test
    void whatADeviceSaidCannotBreakTheXml() throws Exception {
        DeviceProblem hostile = new DeviceProblem(
                ProblemCode.NO_EVIDENCE, "said \u0000\u001b[2J ]]> <x a=\"1\"> \ud800", "mend & deploy");
        RolloutResult result = result(List.of("all"), device("d1", 1, Outcome.FAILED, Optional.of(hostile)));

        Element failure = (Element) parsed(JunitReport.render(result))
                .getElementsByTagName("failure")
                .item(0);

        assertThat(failure.getAttribute("message")).isEqualTo("failed: said ??[2J ]]> <x a=\"1\"> ?");
        assertThat(failure.getTextContent()).endsWith("mend & deploy");
    }

    @Test
    void markdownCountsWhatWentWellAndNamesWhatDidNot() throws Exception {
        assertThat(MarkdownReport.render(halted())).isEqualTo(resource("report.md"));
    }

    @Test
    void markdownOfALargeFleetStaysReadable() {
        RolloutResult result = result(
                List.of("all"),
                IntStream.range(0, 10_000)
                        .mapToObj(i -> device("pump-" + i, 1, Outcome.UNREACHABLE, Optional.of(offline())))
                        .toArray(DeviceResult[]::new));

        assertThat(MarkdownReport.render(result))
                .contains("| 1 all | 10000 | 10000 unreachable | 70000 |")
                .endsWith("\nand 9800 more in report.json\n")
                .hasSizeLessThan(64_000);
    }

    @Test
    void textOfOthersIsNoMarkdown() {
        assertThat(MarkdownReport.cell("a|b <img> [x](y) `c`\n# d"))
                .isEqualTo("a\\|b \\<img\\> \\[x\\](y) \\`c\\` \\# d");
    }

    @Test
    void textOfOthersIsNoHtml() {
        DeviceProblem hostile = new DeviceProblem(ProblemCode.NO_EVIDENCE, "<script>alert('x')</script>", "\"mend\"");
        Evidence evidence = new Evidence(Optional.of(START), 1, new TreeMap<>(Map.of("Mode", "<b>on</b>")), 1);
        RolloutResult result = result(
                List.of("all"),
                device("d1", 1, Outcome.FAILED, Optional.of(hostile)),
                new DeviceResult(Targets.target("d2"), 1, Outcome.CONFIRMED, evidence, 7, Optional.empty()));

        assertThat(HtmlReport.render(result))
                .contains("&lt;script&gt;", "Mode&#x3D;&lt;b&gt;on&lt;")
                .doesNotContain("<script>alert", "<b>on");
    }

    /** A canary that went wrong, and a second wave that was not begun. */
    private static RolloutResult halted() {
        RolloutResult result = result(
                List.of("canary", "rest"),
                device("d1", 1, Outcome.CONFIRMED, Optional.empty()),
                device(
                        "d2",
                        1,
                        Outcome.REVERTED,
                        Optional.of(new DeviceProblem(
                                ProblemCode.NO_EVIDENCE, "no evidence within 300 s", "mend what the device names"))),
                device("far-away", 2, Outcome.UNREACHABLE, Optional.of(offline())),
                device("d4", 2, Outcome.NOT_STARTED, Optional.empty()));
        return new RolloutResult(
                result.fleet(),
                result.started(),
                result.finished(),
                result.waves(),
                result.devices(),
                result.accountCalls(),
                Optional.of("wave 1 (canary): 1 of 2 devices went wrong, and in the first wave none may"),
                result.accounts());
    }

    private static DeviceProblem offline() {
        return new DeviceProblem(
                ProblemCode.OFFLINE, "the device is offline in Talk2M", "deploy again when it is back");
    }

    private static DeviceResult device(String id, int wave, Outcome outcome, Optional<DeviceProblem> problem) {
        Evidence evidence = outcome == Outcome.CONFIRMED
                ? new Evidence(Optional.of(START.plusSeconds(9)), 3, new TreeMap<>(Map.of("Flow", "3.25")), 4)
                : Evidence.none();
        return new DeviceResult(
                Targets.target(id), wave, outcome, evidence, outcome == Outcome.NOT_STARTED ? 0 : 7, problem);
    }

    private static RolloutResult result(List<String> waves, DeviceResult... devices) {
        return new RolloutResult(
                "quickstart",
                START,
                START.plusSeconds(42),
                waves,
                new ArrayList<>(List.of(devices)),
                2,
                Optional.empty(),
                List.of());
    }

    private static Document parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static String resource(String name) throws Exception {
        try (InputStream text = RenderersTest.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
