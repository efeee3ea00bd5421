package io.github.flexyfleet.fleet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page as a browser shows it: its numbers are those of the JSON report, and everybody can use it. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class HtmlReportBrowserTest {
    private static final ExampleReport.Shown REPORT = ExampleReport.halted();
    private static final JsonNode JSON = JsonMapper.shared().readTree(JsonReport.render(REPORT.result()));

    @TempDir
    Path folder;

    @Test
    void theNumbersAreThoseOfTheJsonReport() throws Exception {
        try (Browser browser = Browser.open(folder)) {
            browser.show(file(REPORT));

            for (JsonNode device : JSON.path("devices")) {
                List<String> cells =
                        texts(browser.all("#device-" + device.path("device").stringValue() + " > tr:first-child > *"));
                assertThat(cells.get(0)).isEqualTo(device.path("device").stringValue());
                assertThat(cells.get(1)).startsWith(device.path("wave").intValue() + " ");
                assertThat(cells.get(2).replace(' ', '-'))
                        .isEqualTo(device.path("outcome").stringValue());
                assertThat(device.path("digest").stringValue()).startsWith(cells.get(3));
                assertThat(device.path("certificate").path("notAfter").stringValue())
                        .startsWith(cells.get(4));
                assertThat(cells.get(6).replace("-", "0"))
                        .isEqualTo(Integer.toString(
                                device.path("evidence").path("messages").intValue()));
                assertThat(cells.get(8))
                        .isEqualTo(Integer.toString(device.path("talk2mCalls").intValue()));
            }
            assertThat(browser.all("tbody.device")).hasSize(JSON.path("devices").size());
            assertThat(browser.one(".sums").getText())
                    .contains("Talk2M calls: "
                            + JSON.path("talk2mCalls").path("total").intValue() + ".");
            assertThat(browser.messages())
                    .as("nothing was refused, nothing failed")
                    .isEmpty();
        }
    }

    @Test
    void aDeviceIsFoundByAnyWordAndByItsOutcome() throws Exception {
        try (Browser browser = Browser.open(folder)) {
            browser.show(file(REPORT));

            browser.one("#find-text").sendKeys("south");
            assertThat(shown(browser))
                    .allMatch(name -> name.startsWith("Pump-South-"))
                    .hasSize(5);
            assertThat(browser.one("#find-count").getText()).isEqualTo("5 devices");
            browser.one("#find-outcome")
                    .findElement(By.xpath("option[.='unreachable']"))
                    .click();
            assertThat(shown(browser)).containsExactly("Pump-South-1");
            browser.one("#find-text").clear();
            browser.one("#find-outcome")
                    .findElement(By.xpath("option[.='any']"))
                    .click();
            assertThat(shown(browser)).hasSize(8);
        }
    }

    /** By axe-core, with all of its rules for WCAG 2.2 A and AA; with each story open. */
    @ParameterizedTest
    @CsvSource({"light, 1280", "dark, 1280", "light, 390", "dark, 390"})
    void everybodyCanUseIt(String scheme, int width) throws Exception {
        try (Browser browser = Browser.open(folder)) {
            browser.look(scheme, width);
            browser.show(file(REPORT));
            browser.run("document.querySelectorAll('details').forEach("
                    + "function (d) { d.open = true; d.style.contentVisibility = 'visible'; })");

            assertThat(violations(browser)).isEmpty();
            Object overflow = browser.run("return document.documentElement.scrollWidth - window.innerWidth");
            assertThat(((Number) overflow).intValue())
                    .as("no sideways scrolling")
                    .isLessThanOrEqualTo(0);
            browser.keepScreenshot("report-" + scheme + (width < 600 ? "-phone" : "") + ".png");
        }
    }

    @Test
    void tenThousandDevicesStayUsable() throws Exception {
        try (Browser browser = Browser.open(folder)) {
            browser.show(file(ExampleReport.large(10_000)));

            assertThat(browser.all("tbody.device")).hasSize(10_000);
            assertThat(browser.all("details.site[open]"))
                    .as("sites open one by one")
                    .isEmpty();
            browser.one("#find-text").sendKeys("Pump-9876");
            assertThat(browser.one("#find-count").getText()).isEqualTo("1 device");
            assertThat(shown(browser)).containsExactly("Pump-9876");
        }
    }

    private static List<String> shown(Browser browser) {
        return texts(browser.all("tbody.device:not([hidden]) > tr:first-child > th")).stream()
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static List<String> violations(Browser browser) throws IOException {
        browser.run(axe());
        Object found = browser.runAndWait("""
                var done = arguments[arguments.length - 1];
                axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
                  .then(function (r) { done({passes: r.passes.length, violations: r.violations.map(function (v) {
                    return v.id + ': ' + v.nodes.slice(0, 3).map(function (n) { return n.html; }).join(' | '); })}); },
                    function (e) { done({passes: 0, violations: [String(e)]}); });
                """);
        Map<?, ?> result = (Map<?, ?>) found;
        assertThat(((Number) result.get("passes")).intValue())
                .as("rules that were looked at")
                .isGreaterThan(10);
        return ((List<?>) result.get("violations"))
                .stream().map(String::valueOf).toList();
    }

    private static String axe() throws IOException {
        try (InputStream script = HtmlReportBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path file(ExampleReport.Shown report) throws IOException {
        return Files.writeString(folder.resolve("report.html"), report.html());
    }

    private static List<String> texts(List<WebElement> elements) {
        return elements.stream().map(WebElement::getText).toList();
    }
}
