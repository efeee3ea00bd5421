package io.github.flexyfleet.fleet.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.budget.BudgetRow;
import io.github.flexyfleet.fleet.finding.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every number that a browser shows of a rollout, worked out once more from the report for programs. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class HtmlReportNumbersTest {
    private static final ExampleReport.Shown REPORT = ExampleReport.halted();
    private static final JsonNode JSON = JsonMapper.shared().readTree(JsonReport.render(REPORT.result()));
    private static final int DIGITS = 12;

    @TempDir
    static Path folder;

    private static Browser browser;

    @BeforeAll
    static void open() throws Exception {
        browser = Browser.open(folder);
        browser.show(Files.writeString(folder.resolve("report.html"), REPORT.html()));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void devices() {
        for (JsonNode device : devicesWith(any -> true)) {
            JsonNode evidence = device.path("evidence");
            assertThat(texts(browser.all("#device-" + text(device, "device") + " > tr:first-child > *")))
                    .containsExactly(
                            text(device, "device"),
                            wave(device.path("wave").intValue()),
                            text(device, "outcome").replace('-', ' '),
                            text(device, "digest").substring(0, DIGITS),
                            day(text(device.path("certificate"), "notAfter")),
                            evidence.has("firstMessage")
                                    ? text(evidence, "firstMessage")
                                            .replace('T', ' ')
                                            .replace("Z", "")
                                    : "-",
                            evidence.has("firstMessage")
                                    ? number(evidence.path("messages").intValue())
                                    : "-",
                            values(evidence.path("lastValues")),
                            number(device.path("talk2mCalls").intValue()));
        }
        assertThat(browser.all("tbody.device")).hasSize(JSON.path("devices").size());
        assertThat(devicesWith(device -> device.path("evidence").has("firstMessage")))
                .as("there was something to compare")
                .isNotEmpty();
    }

    @Test
    void whatIsToBeDone() {
        assertThat(rows("#problems + .scroll"))
                .containsExactlyElementsOf(devicesWith(device -> device.has("problem")).stream()
                        .map(device -> List.of(
                                text(device, "device"),
                                text(device, "outcome").replace('-', ' '),
                                text(device.path("problem"), "code"),
                                text(device.path("problem"), "what"),
                                text(device.path("problem"), "mend")))
                        .toList())
                .hasSize(2);
    }

    @Test
    void sites() {
        Map<String, List<JsonNode>> sites = new LinkedHashMap<>();
        devicesWith(any -> true)
                .forEach(device -> sites.computeIfAbsent(text(device, "site"), site -> new ArrayList<>())
                        .add(device));

        assertThat(rows("#sites + .scroll"))
                .containsExactlyElementsOf(sites.entrySet().stream()
                        .map(site ->
                                List.of(site.getKey(), number(site.getValue().size()), outcomes(site.getValue()), ""))
                        .toList())
                .hasSize(2);
    }

    @Test
    void waves() {
        List<List<String>> expected = new ArrayList<>();
        for (int wave = 1; wave <= JSON.path("waves").size(); wave++) {
            int number = wave;
            List<JsonNode> devices = devicesWith(device -> device.path("wave").intValue() == number);
            expected.add(List.of(
                    wave(wave),
                    number(devices.size()),
                    outcomes(devices),
                    number(devices.stream()
                            .mapToInt(device -> device.path("talk2mCalls").intValue())
                            .sum())));
        }

        assertThat(rows("#waves + .scroll")).isEqualTo(expected).hasSize(3);
        assertThat(browser.one(".sums").getText())
                .contains("Talk2M calls: "
                        + JSON.path("talk2mCalls").path("total").intValue() + ".");
    }

    @Test
    void certificates() {
        Instant finished = Instant.parse(text(JSON, "finished"));
        Map<Long, String> within = new TreeMap<>(
                Map.of(30L, "within 30 days", 90L, "within 90 days", 366L, "within a year", Long.MAX_VALUE, "later"));
        Map<String, Long> counts = new LinkedHashMap<>();
        within.values().forEach(words -> counts.put(words, 0L));
        List<JsonNode> sorted = devicesWith(device -> device.has("certificate")).stream()
                .sorted(Comparator.comparing(device -> text(device.path("certificate"), "notAfter")))
                .toList();
        sorted.forEach(device -> counts.merge(
                within.entrySet().stream()
                        .filter(span -> left(device, finished) < span.getKey())
                        .findFirst()
                        .orElseThrow()
                        .getValue(),
                1L,
                Long::sum));
        counts.values().removeIf(count -> count == 0);

        assertThat(rows("#certificates + .scroll"))
                .containsExactlyElementsOf(counts.entrySet().stream()
                        .map(span -> List.of(span.getKey(), Long.toString(span.getValue()), ""))
                        .toList())
                .hasSize(3);
        assertThat(rows("#certificates + .scroll + h3 + .scroll"))
                .containsExactlyElementsOf(sorted.stream()
                        .map(device -> List.of(
                                text(device, "device"),
                                text(device, "site"),
                                text(device.path("certificate"), "fingerprint").substring(0, DIGITS),
                                day(text(device.path("certificate"), "notAfter")),
                                number(left(device, finished))))
                        .toList());
    }

    @Test
    void budgets() {
        List<JsonNode> accounts =
                elements(JSON.path("talk2mCalls").path("accounts")).toList();

        assertThat(rows("#budgets + .scroll"))
                .containsExactlyElementsOf(accounts.stream()
                        .map(account -> List.of(
                                text(account, "name"),
                                number(account.path("calls").intValue()),
                                number(account.path("leftToday").intValue())))
                        .toList())
                .hasSize(1);
        assertThat(texts(browser.all("#budgets + .scroll + ul > li"))).hasSize(accounts.size());
        assertThat(rows("#budgets + .scroll + ul + .scroll"))
                .as("what has a limit, the tightest first")
                .containsExactlyElementsOf(REPORT.around().budget().orElseThrow().rows().stream()
                        .filter(row -> row.limit() > 0)
                        .sorted(Comparator.comparingDouble(HtmlReportNumbersTest::share)
                                .reversed())
                        .map(row -> List.of(
                                row.scope(),
                                row.resource().title(),
                                number(row.assumed()),
                                number(row.limit()),
                                (int) Math.ceil(100 * share(row)) + " %",
                                ""))
                        .toList())
                .hasSize(2);
    }

    @Test
    void findings() {
        assertThat(rows("#findings + .scroll"))
                .containsExactlyElementsOf(REPORT.around().findings().stream()
                        .map(HtmlReportNumbersTest::cells)
                        .toList())
                .hasSize(1);
    }

    @Test
    void nothingWasRefusedNothingFailed() {
        assertThat(browser.messages()).isEmpty();
    }

    private static List<String> cells(Finding finding) {
        return List.of(
                finding.span().toString(),
                finding.severity().name().toLowerCase(Locale.ROOT),
                finding.code().id(),
                finding.what(),
                finding.mend());
    }

    private static double share(BudgetRow row) {
        return row.assumed() / (double) row.limit();
    }

    private static List<List<String>> rows(String table) {
        return browser.all(table + " tbody tr").stream()
                .map(row -> texts(row.findElements(By.cssSelector("th, td"))))
                .toList();
    }

    private static List<String> texts(List<WebElement> elements) {
        return elements.stream().map(WebElement::getText).toList();
    }

    private static List<JsonNode> devicesWith(Predicate<JsonNode> what) {
        return elements(JSON.path("devices")).filter(what).toList();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String text(JsonNode node, String name) {
        String text = node.path(name).stringValue();
        assertThat(text).as(name).isNotEmpty();
        return text;
    }

    private static String wave(int number) {
        return number + " " + JSON.path("waves").path(number - 1).stringValue();
    }

    private static String day(String time) {
        return time.substring(0, time.indexOf('T'));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static long left(JsonNode device, Instant finished) {
        return Duration.between(finished, Instant.parse(text(device.path("certificate"), "notAfter")))
                .toDays();
    }

    private static String values(JsonNode values) {
        String all = values.properties().stream()
                .map(value -> value.getKey() + "=" + value.getValue().stringValue())
                .collect(Collectors.joining(" "));
        return all.isEmpty() ? "-" : all;
    }

    /** In the order in which the report counts them. */
    private static String outcomes(List<JsonNode> devices) {
        List<String> counts = new ArrayList<>();
        JSON.path("outcomes").propertyNames().forEach(outcome -> {
            long count = devices.stream()
                    .filter(device -> text(device, "outcome").equals(outcome))
                    .count();
            if (count > 0) {
                counts.add(count + " " + outcome.replace('-', ' '));
            }
        });
        return String.join(", ", counts);
    }
}
